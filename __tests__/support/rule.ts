import type { PolicyRule } from "../../environments/rules/policy";
import { judge, RULES, synthesisedResources, type JudgedResource } from "../../policy";
import { Subject } from "../../policy/subject";

/** What one rule says of resources. */
export const problemsBy =
  (rule: PolicyRule) =>
  (resources: readonly JudgedResource[], isProtected = false): string[] =>
    RULES[rule].check(new Subject(resources, isProtected)).map(({ problem }) => problem);

/** What every rule says of a synthesised stack. */
export const findings = (json: unknown, isProtected = false): string[] =>
  judge(synthesisedResources("test", json), { protected: isProtected, suppressions: [] }).findings.map(
    ({ problem }) => problem,
  );
