import type { Finding, Judged, JudgedResource, Suppression } from "./finding";
import type { Fault } from "./rule";
import { RULES } from "./rules";
import { Subject } from "./subject";

/** How strictly resources are judged. */
export interface JudgeContext {
  /** Whether the environment is protected: more rules hold. */
  readonly protected: boolean;
  readonly suppressions: readonly Suppression[];
  /** @default none: problems begin with the addresses of resources */
  readonly declared?: Declared;
}

/** Where the configuration declares what a fault is about, as a path; `undefined` where it does not. */
export type Declared = (fault: Fault) => string | undefined;

/** Asks every rule; in the order of the rules. */
export function judge(resources: readonly JudgedResource[], context: JudgeContext): Judged {
  const subject = new Subject(resources, context.protected);
  const found = Object.values(RULES)
    .filter(({ scope }) => scope === "all" || context.protected)
    .flatMap(({ check, id }) =>
      check(subject).map((fault): Finding => {
        const { address, stack } = fault.resource;
        return { rule: id, stack, address, ...wording(fault, context.declared?.(fault)) };
      }),
    );
  const used = new Set<Suppression>();
  const findings: Finding[] = [];
  const suppressed: (Finding & { readonly reason: string })[] = [];
  for (const finding of found) {
    const matching = context.suppressions.filter((each) => speaksOf(each, finding));
    matching.forEach((each) => used.add(each));
    const [first] = matching;
    if (first) suppressed.push({ ...finding, reason: first.reason });
    else findings.push(finding);
  }
  return { findings, suppressed, unused: context.suppressions.filter((each) => !used.has(each)) };
}

const wording = ({ problem, variable }: Fault, path: string | undefined) =>
  variable === undefined || path === undefined
    ? { problem }
    : { problem: `${path} ${variable.problem}`, path };

function speaksOf({ resource, rule }: Suppression, finding: Finding): boolean {
  if (rule !== finding.rule) return false;
  const pattern = resource
    .split("*")
    .map((part) => part.replaceAll(/[.[\]]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(finding.address);
}
