import type { Finding, Judged, JudgedResource, Suppression } from "./finding";
import { RULES } from "./rules";
import { Subject } from "./subject";

/** How strictly resources are judged. */
export interface JudgeContext {
  /** Whether the environment is protected: more rules hold. */
  readonly protected: boolean;
  readonly suppressions: readonly Suppression[];
}

/** Asks every rule; in the order of the rules. */
export function judge(resources: readonly JudgedResource[], context: JudgeContext): Judged {
  const subject = new Subject(resources, context.protected);
  const found = Object.values(RULES)
    .filter(({ scope }) => scope === "all" || context.protected)
    .flatMap(({ check, id }) =>
      check(subject).map(({ problem, resource: { address, stack } }): Finding => {
        return { rule: id, stack, address, problem };
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

function speaksOf({ resource, rule }: Suppression, finding: Finding): boolean {
  if (rule !== finding.rule) return false;
  const pattern = resource
    .split("*")
    .map((part) => part.replaceAll(/[.[\]]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(finding.address);
}
