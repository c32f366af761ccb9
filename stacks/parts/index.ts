import type { TaskPart } from "../../constructs/task/part";
import type { ServiceContext } from "./context";

/** The features that a service can have, one file each; a feature that it does not use adds nothing. */
const FEATURES: readonly ((context: ServiceContext) => TaskPart | undefined)[] = [];

/** What the features of one service add to its task. */
export const taskParts = (context: ServiceContext): TaskPart[] =>
  FEATURES.flatMap((feature) => feature(context) ?? []);
