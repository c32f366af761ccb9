import type { ContainerProps } from "../../../constructs/task/container";

/** A container that says no more than it must. */
export const leastContainer: ContainerProps = {
  name: "web",
  image: "example.com/web:1",
  environment: {},
  secrets: {},
  logGroup: "/ecs/web",
  region: "eu-west-1",
  readOnlyRoot: false,
  stopTimeoutSeconds: 30,
};
