import { type ContainerChange, namesOf } from "./containers";
import { isKnown, referred } from "./references";
import { type Line, line, words } from "./words";

/** A secret that a container gets at its start: only its reference, which is no secret. */
export interface SecretChange {
  /** `web`, `web/proxy`. */
  readonly container: string;
  /** Of the variable that gets the value. */
  readonly name: string;
  readonly effect: "added" | "removed" | "changed";
  /** Name of the secret or parameter with its key and version. Absent when there was none. */
  readonly before?: string;
  /** Absent when there is none. */
  readonly after?: string;
}

export const secretsOf = (containers: readonly ContainerChange[]): SecretChange[] =>
  containers.flatMap(({ name: container, before, after }) => {
    const [old, fresh] = [before?.secrets ?? new Map<string, string>(), after?.secrets ?? new Map()];
    return namesOf(old, fresh).flatMap((name) => {
      const [one, other] = [old.get(name), fresh.get(name) as string | undefined];
      if (one === other) return [];
      return [
        {
          container,
          name,
          effect: one === undefined ? "added" : other === undefined ? "removed" : "changed",
          ...(one !== undefined && { before: referenceName(one) }),
          ...(other !== undefined && { after: referenceName(other) }),
        } as const,
      ];
    });
  });

const ARN = /^arn:[a-z-]+:(secretsmanager|ssm):[^:]*:[^:]*:(?:secret:|parameter)(.+)$/;

/** What an ARN names, without its account: `shop/stripe:api::`. */
export function referenceName(reference: string): string {
  if (!isKnown(reference)) return referred(reference);
  return ARN.exec(reference)?.[2]?.replace(/:+$/, "") ?? reference;
}

export const secretLines = (secrets: readonly SecretChange[]): Line[] =>
  secrets.map(({ container, name, effect, before = "", after = "" }) =>
    line(
      effect === "added"
        ? words`${container}: ${name} added, from ${after}`
        : effect === "removed"
          ? words`${container}: ${name} removed, was from ${before}`
          : words`${container}: ${name} from ${before} -> ${after}`,
    ),
  );
