import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { synth } from "./synth";

const two = synth((stack) => {
  new EcsCluster(stack, "one", { name: "first" });
  new EcsCluster(stack, "two", { name: "second" });
  new DataAwsCallerIdentity(stack, "me");
});

test("offers resources and data sources by Terraform type", () => {
  expect(two.all("aws_ecs_cluster").map((cluster) => cluster.name)).toEqual(["first", "second"]);
  expect(two.data("aws_caller_identity")).toEqual({});
  expect(two.types).toEqual(["aws_ecs_cluster"]);
  expect(two.all("aws_vpc")).toEqual([]);
});

test("only fails unless there is exactly one", () => {
  expect(() => two.only("aws_ecs_cluster")).toThrow("expected one aws_ecs_cluster, found 2");
  expect(() => two.only("aws_vpc")).toThrow("expected one aws_vpc, found 0");
  expect(() => two.data("aws_region")).toThrow("expected one data.aws_region, found 0");
});
