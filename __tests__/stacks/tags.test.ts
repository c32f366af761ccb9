import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Fn } from "cdktf";
import { preferEnvironmentTags } from "../../stacks/environment-tags";
import { synth } from "../support/synth";
import { all, only, resolved, stacksOf } from "../support/language";
import type { EnvironmentInput } from "../../environments/input";

const foundation = (tags: EnvironmentInput["tags"]) =>
  stacksOf(
    resolved({
      tags,
      cluster: { instances: { workers: { types: ["m7i.large"], min: 1, max: 2 } } },
    }),
  ).foundation;

it("gives resources a company's tags in place of its own, whatever their case", () => {
  expect(resolved({ tags: { Project: "shop", Environment: "dev" } }).tags).toEqual({
    Project: "shop",
    Environment: "dev",
  });
});

it("leaves out the names of constructs when the environment has a name tag", () => {
  expect(only(foundation({}), "aws_vpc").tags).toEqual({ Name: "slipway-dev" });

  const named = foundation({ name: "shop" });
  expect(only(named, "aws_vpc").tags).toEqual({});
  expect(all(named, "aws_security_group").map(({ tags }) => tags)).not.toContainEqual({
    Name: expect.anything() as string,
  });
  expect(only(named, "aws_launch_template").tag_specifications).toContainEqual({
    resource_type: "instance",
    tags: { name: "shop", project: "slipway", environment: "dev" },
  });
});

it("leaves tags that only Terraform knows as they are", () => {
  const stack = synth((scope) => {
    preferEnvironmentTags(scope, { name: "shop" });
    new SqsQueue(scope, "jobs", {
      tags: Fn.merge([{ Name: "a" }, { b: "c" }]) as unknown as Record<string, string>,
    });
  });
  expect(stack.only("aws_sqs_queue").tags).toBe('${merge({"Name" = "a"}, {"b" = "c"})}');
});
