import type { TaskPart } from "../../constructs/task/part";
import { access } from "./access";
import { containers } from "./containers";
import { connect } from "./connect";
import type { ServiceContext } from "./context";
import { databases } from "./databases";
import { deploymentAlarms } from "./deployment-alarms";
import { instances } from "./instances";
import { logRouter } from "./log-router";
import { mesh } from "./mesh";
import { sidecars } from "./sidecars";
import { talksTo } from "./talks-to";
import { volumes } from "./volumes";

/** The features that a service can have, one file each; a feature that it does not use adds nothing. */
const FEATURES: readonly ((context: ServiceContext) => TaskPart | readonly TaskPart[] | undefined)[] = [
  access,
  containers,
  databases,
  deploymentAlarms,
  instances,
  sidecars,
  logRouter,
  connect,
  mesh,
  talksTo,
  volumes,
];

/** What the features of one service add to its task. */
export const taskParts = (context: ServiceContext): TaskPart[] =>
  FEATURES.flatMap((feature) => feature(context) ?? []);
