import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { LogGroup } from "../../constructs/observability/log-group";
import type { ServiceAlarms } from "../../constructs/observability/service-alarms";
import type { Environment, Service, SideContainer } from "../../environments/model";
import type { FoundationStack } from "../foundation-stack";
import type { ImageReference } from "../image-references";

/** What a feature of a service may look at. */
export interface ServiceContext {
  /** Where the feature makes its resources: the unit of the service. */
  readonly scope: Construct;
  /** `<project>-<environment>-<service>`. */
  readonly name: string;
  readonly environment: Environment;
  readonly service: Service;
  readonly image: ImageReference;
  /** The image of a container beside the service's own. */
  readonly imageOf: (side: SideContainer) => ImageReference;
  readonly foundation: FoundationStack;
  readonly peers: Peers;
  readonly logGroup: LogGroup;
  /** Absent without alarms. */
  readonly alarms?: ServiceAlarms;
}

/** The other services of the environment. */
export interface Peers {
  /** Group of a service's tasks, also of one that is still to be made. */
  securityGroupId(service: string): string;
  /** A service that is made already, so that nothing leads back from it. */
  madeBefore(service: string): ITerraformDependable | undefined;
}
