import cruddur from "../../../environments/examples/cruddur";
import ec2Scaled from "../../../environments/examples/ec2-scaled";
import nodeApi from "../../../environments/examples/node-api";
import nodeRds from "../../../environments/examples/node-rds";
import privateRegistry from "../../../environments/examples/private-registry";
import type { EnvironmentInput } from "../../../environments/input";

/** The example environments; each has a suite of its name in this folder. */
export const EXAMPLES: readonly EnvironmentInput[] = [cruddur, ec2Scaled, nodeApi, nodeRds, privateRegistry];
