import { limitReport } from "../../../policy";

/** One stack called `dev-services` with these resources, by type and name. */
export const oneStack = (
  resource: Readonly<Record<string, Readonly<Record<string, object>>>>,
  others: object = {},
): ReadonlyMap<string, unknown> => new Map([["dev-services", { resource, ...others }]]);

export const limitProblems = (stacks: ReadonlyMap<string, unknown>) => [...limitReport(stacks).problems];
export const limitNotes = (stacks: ReadonlyMap<string, unknown>) => [...limitReport(stacks).notes];
