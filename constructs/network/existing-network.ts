import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { hasEnoughOrNoSubnets, hasEnoughSubnets, SUBNETS_MUST } from "../../environments/rules/subnets";
import type { NetworkAttributes } from "./network";

export interface ExistingNetworkProps {
  /** Id of the VPC, `vpc-...`. */
  readonly vpcId: string;
  /** Ids of its public subnets, in at least two zones; none when nothing goes into one. */
  readonly publicSubnetIds: readonly string[];
  /** Ids of its private subnets, in at least two zones. */
  readonly privateSubnetIds: readonly string[];
}

/** A VPC that others own: nothing in it is made or changed here. */
export class ExistingNetwork extends Construct implements NetworkAttributes {
  public readonly vpc: DataAwsVpc;
  public readonly vpcId: string;
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly vpcCidr: string;

  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    super(scope, id);
    refuse("network", [
      ...subnetProblems("publicSubnetIds", props.publicSubnetIds, hasEnoughOrNoSubnets),
      ...subnetProblems("privateSubnetIds", props.privateSubnetIds, hasEnoughSubnets),
    ]);
    this.vpc = new DataAwsVpc(this, "vpc", { id: props.vpcId });
    this.vpcId = props.vpcId;
    this.publicSubnetIds = [...props.publicSubnetIds];
    this.privateSubnetIds = [...props.privateSubnetIds];
    this.vpcCidr = this.vpc.cidrBlock;
  }
}

function subnetProblems(
  name: string,
  ids: readonly string[],
  areEnough: (ids: readonly string[]) => boolean,
): string[] {
  return areEnough(ids) ? [] : [`${name} ${SUBNETS_MUST}, got ${shown(ids)}`];
}
