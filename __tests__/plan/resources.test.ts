import { block, isSensitive, nameOf, number, resourcesOf, text } from "../../plan/resources";
import { changed, stackOf } from "./planned";

const written = {
  resource: {
    aws_iam_role_policy: {
      exec: { policy: '{"Resource":"${aws_lb.main.arn}","Key":"${aws_kms_key.k.arn}"}' },
    },
  },
};

test("what a plan does not know is read where it was written, with the values that are known", () => {
  const [policy] = resourcesOf([
    stackOf(
      [
        changed(
          "aws_iam_role_policy.exec",
          null,
          { role: "web" },
          { after_unknown: { policy: true, id: true } },
        ),
        changed("aws_lb.main", { arn: "arn:lb" }, { arn: "arn:lb" }),
        changed("aws_kms_key.k", { arn: "arn:key" }, { arn: "arn:key" }, { after_sensitive: { arn: true } }),
      ],
      { written },
    ),
  ]);
  expect(policy).toMatchObject({
    effect: "add",
    after: { role: "web", policy: '{"Resource":"arn:lb","Key":"${aws_kms_key.k.arn}"}' },
  });
  expect(policy).not.toHaveProperty("before");
});

test("outputs of another stack are known from the state, unless they are sensitive", () => {
  const source = {
    resource: {
      aws_ecs_service: {
        web: {
          cluster: "${data.terraform_remote_state.f.outputs.a} ${data.terraform_remote_state.f.outputs.b}",
        },
      },
    },
  };
  const state = {
    address: "data.terraform_remote_state.f",
    mode: "data",
    type: "terraform_remote_state",
    values: { outputs: { a: "cluster", b: "password" } },
    sensitive_values: { outputs: { b: true } },
  } as const;
  const [service] = resourcesOf([
    stackOf([changed("aws_ecs_service.web", null, {}, { after_unknown: { cluster: true } })], {
      written: source,
      prior_state: { values: { root_module: { resources: [state] } } },
    }),
  ]);
  expect(service?.after).toEqual({ cluster: "cluster ${data.terraform_remote_state.f.outputs.b}" });
});

test("data sources are no resources; the others are in the order of their addresses", () => {
  const found = resourcesOf([
    stackOf([changed("b_c.d", {}, {}), changed("data.a_b.c", {}, {}), changed("a_b.c", {}, null)]),
  ]);
  expect(found.map(({ address, effect }) => [address, effect])).toEqual([
    ["a_b.c", "destroy"],
    ["b_c.d", undefined],
  ]);
});

test("a mark counts on the way to a value, at it and in it", () => {
  expect([
    isSensitive(true, "a"),
    isSensitive({ a: true }, "a.b"),
    isSensitive({ a: { b: [{ c: true }] } }, "a"),
    isSensitive({ a: { b: false }, c: true }, "a.b"),
    isSensitive(undefined, "a"),
  ]).toEqual([true, true, true, false, false]);
});

test("values are read as what they are", () => {
  const values = { cpu: "256", count: 2, name: "", list: [{ a: 1 }], id: "i-1" };
  expect([
    number(values, "cpu"),
    number(values, "count"),
    number(values, "name"),
    number(values, "id"),
  ]).toEqual([256, 2, undefined, undefined]);
  expect([
    text(values, "name"),
    text(values, "cpu"),
    block(values, "list"),
    block(values, "cpu"),
    nameOf(values),
  ]).toEqual([undefined, "256", { a: 1 }, undefined, "i-1"]);
});
