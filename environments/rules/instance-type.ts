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
