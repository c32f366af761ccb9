/**
 * The processor architecture of an EC2 instance type, which its name tells: a `g` among the letters after the
 * generation is AWS Graviton, `gb` with a number is NVIDIA Grace, and `a1` was the first of them.
 * Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(type: string): "x86_64" | "arm64" {
  const [family = ""] = type.split(".");
  return family === "a1" || /^[a-z]+\d+[a-fh-z]*g[a-z]*(-|$)/.test(family) || /-gb\d+/.test(family)
    ? "arm64"
    : "x86_64";
}

/**
 * Sizes of instances, of databases too: "large", "24xlarge", "metal-48xl". New families come with these.
 * Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export const INSTANCE_SIZE = /(?:nano|micro|small|medium|large|\d{0,3}xlarge|metal(?:-\d{1,3}xl)?)/;

/**
 * Families whose devices need drivers that the ECS-optimised image of Amazon Linux 2023 does not have.
 * Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
 */
const ACCELERATED: readonly (readonly [families: RegExp, device: string])[] = [
  [/^g4ad$/, "an AMD GPU"],
  [/^(p|g|gr)\d/, "an NVIDIA GPU"],
  [/^(inf|trn)\d/, "AWS Inferentia or Trainium"],
  [/^dl\d/, "a deep learning accelerator"],
  [/^f\d/, "an FPGA"],
  [/^vt\d/, "a video transcoding card"],
];

/** macOS runs no ECS agent; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-versions.html */
const MAC = /^mac[\d-]/;

/** Processors from before x86-64-v2 and ARMv8.2; https://docs.aws.amazon.com/linux/al2023/ug/system-requirements.html */
const TOO_OLD = /^(a1|c1|cc2|cg1|cr1|hi1|hs1|m1|m2|t1)$/;

/** Why the ECS-optimised image cannot serve an instance type, and whether an image of the user's own could. */
export function imageProblem(type: string): { readonly why: string; readonly ownImage: boolean } | undefined {
  const [family = ""] = type.split(".");
  if (MAC.test(family)) return { why: "runs macOS, for which there is no ECS agent", ownImage: false };
  if (TOO_OLD.test(family))
    return { why: "has a processor that Amazon Linux 2023 does not support", ownImage: true };
  const device = ACCELERATED.find(([families]) => families.test(family))?.[1];
  return device === undefined
    ? undefined
    : { why: `has ${device}, for which the ECS-optimised image has no drivers`, ownImage: true };
}
