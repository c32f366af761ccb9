import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Construct } from "constructs";

export interface InstanceImageProps {
  /** `recommended`, a release such as `2023.0.20251108`, or the id of an image. */
  readonly ami: string;
  readonly architecture: "x86_64" | "arm64";
}

/**
 * The image of the instances. AWS names its ECS-optimised images in public SSM parameters, which are read when a plan is
 * made: a new image is a change that the plan shows, with both ids, and nothing else ever changes it. Letting EC2 read the
 * parameter at each launch would hide the change from the reviewer and mix images in one group.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export class InstanceImage extends Construct {
  /** Absent when the image is given by its id. */
  public readonly parameter?: DataAwsSsmParameter;
  public readonly imageId: string;

  constructor(scope: Construct, id: string, props: InstanceImageProps) {
    super(scope, id);
    if (props.ami.startsWith("ami-")) {
      this.imageId = props.ami;
      return;
    }
    this.parameter = new DataAwsSsmParameter(this, "parameter", { name: imageParameter(props) });
    // The provider hides `value` in plans as if it were a secret.
    this.imageId = this.parameter.insecureValue;
  }
}

/** Name of the SSM parameter that holds the image's id. */
function imageParameter({ ami, architecture }: InstanceImageProps): string {
  const release = ami === "recommended" ? ami : `al2023-ami-ecs-hvm-${ami}-kernel-6.1-${architecture}`;
  const folder = architecture === "arm64" ? "arm64/" : "";
  return `/aws/service/ecs/optimized-ami/amazon-linux-2023/${folder}${release}/image_id`;
}
