import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";

export interface ConnectNamespaceProps {
  /** Name of the namespace, 1 to 254 letters, digits, `_`, `.` and `-`. */
  readonly name: string;
}

/** Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html, without what no name needs. */
const NAME = /^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?$/;

/** The Cloud Map namespace in which the services of a cluster find each other; it answers to ECS only, not to DNS. */
export class ConnectNamespace extends Construct {
  public readonly namespace: ServiceDiscoveryHttpNamespace;
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: ConnectNamespaceProps) {
    super(scope, id);
    refuse(
      "namespace",
      NAME.test(props.name)
        ? []
        : [`name must have 1 to 254 letters, digits, "_", "." and "-", got ${shown(props.name)}`],
    );
    this.namespace = new ServiceDiscoveryHttpNamespace(this, "namespace", {
      name: props.name,
      description: "Service Connect of one ECS cluster",
    });
    this.arn = this.namespace.arn;
  }
}
