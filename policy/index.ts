export type { Finding, Judged, JudgedResource, Suppression } from "./finding";
export { limitReport, type LimitReport } from "./limits";
export { judge, type JudgeContext } from "./judge";
export { plannedResources, type PolicyPlanJson } from "./plan";
export { RULES } from "./rules";
export type { Rule } from "./rule";
export { synthesisedResources } from "./synthesised";
