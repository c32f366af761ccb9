import { type ContainerChange, namesOf } from "./containers";
import { isHidden } from "./hidden";
import { isKnown } from "./references";
import { type Line, line, type Words, words } from "./words";

/** A variable of a container that comes, goes or gets another value. */
export interface VariableChange {
  /** `web`, `web/proxy`. */
  readonly container: string;
  readonly name: string;
  readonly effect: "added" | "removed" | "changed";
  /** Absent when there was none, and when it is hidden. */
  readonly before?: string;
  /** Absent when there is none, when it is hidden, and when only the deployment will tell. */
  readonly after?: string;
  /** The value may be a secret: by the variable's name, by what it looks like, or because Terraform says so. */
  readonly hidden: boolean;
  /** The value is known after the apply only; whether it differs is then not known either. */
  readonly later: boolean;
}

export const variablesOf = (containers: readonly ContainerChange[]): VariableChange[] =>
  containers.flatMap(({ name: container, before, after, sensitive }) => {
    const [old, fresh] = [before?.variables ?? new Map<string, string>(), after?.variables ?? new Map()];
    return namesOf(old, fresh).flatMap((name) => {
      const [one, other] = [old.get(name), fresh.get(name) as string | undefined];
      if (one === other) return [];
      const later = other !== undefined && !isKnown(other);
      const hidden = sensitive || [one, other].some((value) => value !== undefined && isHidden(name, value));
      return [
        {
          container,
          name,
          effect: one === undefined ? "added" : other === undefined ? "removed" : "changed",
          hidden,
          later,
          ...(one !== undefined && !hidden && { before: one }),
          ...(other !== undefined && !hidden && !later && { after: other }),
        } as const,
      ];
    });
  });

export const variableLines = (variables: readonly VariableChange[]): Line[] =>
  variables.map((each) => line(words`${each.container}: ${each.name} ${sentence(each)}`));

function sentence({ effect, before, after, hidden, later }: VariableChange): Words {
  if (effect === "removed")
    return hidden ? ["removed (value hidden)"] : words`removed, was ${quoted(before)}`;
  if (effect === "added") {
    if (later) return ["added, with a value that the deployment makes"];
    return hidden ? ["added (value hidden)"] : words`added: ${quoted(after)}`;
  }
  if (later) return ["gets a value that the deployment makes"];
  return hidden ? ["changed (value hidden)"] : words`${quoted(before)} -> ${quoted(after)}`;
}

const SHOWN = 120;

/** In quotation marks, on one line, and not without an end. */
function quoted(value = ""): string {
  const text = JSON.stringify(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}... (${value.length} characters)`;
}
