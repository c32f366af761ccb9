import type { TaskPart } from "../../constructs/task/part";
import { containers } from "./containers";
import type { ServiceContext } from "./context";
import { databases } from "./databases";

/** The features that a service can have, one file each; a feature that it does not use adds nothing. */
const FEATURES: readonly ((context: ServiceContext) => TaskPart | readonly TaskPart[] | undefined)[] = [
  containers,
  databases,
];

/** What the features of one service add to its task. */
export const taskParts = (context: ServiceContext): TaskPart[] =>
  FEATURES.flatMap((feature) => feature(context) ?? []);
