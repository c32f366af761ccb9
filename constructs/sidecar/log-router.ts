import { HELPER_NAMES, LOG_ROUTER_MEMORY } from "../../environments/rules/helper-containers";
import { refuse } from "../../environments/errors";
import {
  configFileProblems,
  destinationProblems,
  type LogDestination,
} from "../../environments/rules/log-router";
import { PUBLIC_IMAGES } from "../../environments/rules/public-images";
import type { TaskPart } from "../task/part";
import { secretReference } from "../task/secret-reference";
import { describeDestination } from "./log-destination";
import { sidecarContainer, startedFirst, type SidecarProps } from "./sidecar";

export interface LogRouterProps extends SidecarProps {
  /** 12-digit account of the task. */
  readonly account: string;
  /** ARN of the log group, without the trailing `:*`. */
  readonly logGroupArn: string;
  /** Where the application's lines go. */
  readonly to: LogDestination;
  /** Absolute path of a file in an image of one's own that Fluent Bit includes. @default none */
  readonly configFile?: string;
  /** Bytes that may wait between Docker and the router, 0 to 536870912. @default 1048576, the default of ECS */
  readonly bufferLimitBytes?: number;
}

const NAME = HELPER_NAMES.logRouter;

/** MiB of `/tmp`, which must hold the object that grows and those that are being sent. */
const temporaryMiB = (objectMiB: number): number => Math.max(64, 4 * objectMiB);

/**
 * FireLens with Fluent Bit: the application's lines go to one destination, the router's own ones to CloudWatch Logs. The
 * task ends with the router, because an application whose lines are lost only seems to work.
 */
export function logRouter(props: LogRouterProps): TaskPart {
  const { account, region, to, configFile, bufferLimitBytes } = props;
  refuse(`container "${NAME}"`, [
    ...configFileProblems("", {
      image: props.image ?? PUBLIC_IMAGES.fluentBit,
      ...(configFile !== undefined && { configFile }),
    }),
    ...destinationProblems(`to.${to.kind}`, to, false),
  ]);
  const { options, secretOptions, statements, reaches } = describeDestination(to, {
    account,
    region,
    logGroup: { name: props.logGroup, arn: props.logGroupArn },
  });
  const secrets = Object.entries(secretOptions).sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    ...sidecarContainer(
      { containerMemory: LOG_ROUTER_MEMORY, ...props },
      {
        name: NAME,
        image: PUBLIC_IMAGES.fluentBit,
        essential: true,
        // The socket that Docker writes to lies in a folder of root.
        user: "0",
        environment: { AWS_REGION: region },
        ...(to.kind === "s3" && { temporaryMiB: temporaryMiB(to.objectMiB) }),
        firelensOptions: {
          "enable-ecs-log-metadata": "true",
          ...(configFile !== undefined && { "config-file-type": "file", "config-file-value": configFile }),
        },
      },
    ),
    own: {
      dependsOn: startedFirst(NAME),
      logConfiguration: {
        logDriver: "awsfirelens",
        options: {
          ...options,
          ...(bufferLimitBytes !== undefined && { "log-driver-buffer-limit": String(bufferLimitBytes) }),
        },
        ...(secrets.length > 0 && {
          secretOptions: secrets.map(([name, source]) => ({
            name,
            valueFrom: secretReference(source, { account, region }).valueFrom,
          })),
        }),
      },
    },
    taskStatements: statements,
    reads: secrets.map(([, source]) => source),
    reaches,
  };
}
