import { Finished } from "../../../policy/limits/finished";
import { partsOf } from "../../../policy/limits/references";
import { terraformText } from "../../../stacks/terraform-text";
import { oneStack } from "./stack";

test("splits a text at its expressions", () => {
  expect(partsOf('a${aws_x.y.arn}b${join(",", {a = 1})}')).toEqual([
    { kind: "literal", text: "a" },
    { kind: "expression", text: "aws_x.y.arn" },
    { kind: "literal", text: "b" },
    { kind: "expression", text: 'join(",", {a = 1})' },
  ]);
});

test("reads escaped signs as Terraform writes them", () => {
  expect(partsOf("$${HOME} %%{if} $5")).toEqual([{ kind: "literal", text: "${HOME} %{if} $5" }]);
});

test("leaves out what Terraform evaluates to nothing", () => {
  const text = "TfToken[TOKEN.0] ${x}";
  expect(partsOf(terraformText(text))).toEqual([{ kind: "literal", text }]);
});

test("takes the rest of a text for an expression that never ends", () => {
  expect(partsOf("a${b")).toEqual([
    { kind: "literal", text: "a" },
    { kind: "expression", text: "b" },
  ]);
});

describe("the values of a reference", () => {
  const stacks = new Map<string, unknown>([
    [
      "dev-foundation",
      {
        resource: { aws_iam_role: { other: { name: "abc" } } },
        output: { "cross-stack-output-role": { value: "${aws_iam_role.other.arn}" } },
      },
    ],
    [
      "dev-services",
      {
        resource: {
          aws_iam_role: { web: { name: "shop-dev-web", name_of_other: "${aws_iam_role.web.name}" } },
          aws_security_group: { web: { name_prefix: "web-" } },
        },
        locals: { image: "registry/${aws_iam_role.web.name}", loop: "${local.loop}" },
      },
    ],
  ]);
  const lengths = (text: string) => {
    const finished = new Finished(stacks);
    return (["shortest", "longest"] as const).map(
      (extreme) => finished.text(extreme, "dev-services", text).length,
    );
  };
  const remote = "data.terraform_remote_state.foundation.outputs.cross-stack-output-role";
  test.each([
    ["${aws_iam_role.web.name}", 12, 12],
    ["${aws_iam_role.web.arn}", 25, 112],
    ["${aws_security_group.web.arn}", 43, 130],
    ["${local.image}", 21, 21],
    ["${local.loop}", 0, 255],
    [`\${${remote}}`, 16, 103],
    ["${aws_iam_role.web.id}", 0, 255],
    ["${aws_iam_role.nothing.arn}", 0, 255],
    ['${jsondecode(file("x"))}', 0, 255],
    [`\${base64encode("${"a".repeat(3000)}")}`, 4000, 4022],
    ["<${aws_iam_role.web.name}>", 14, 14],
    ['${base64encode("a\\n${aws_iam_role.web.id}\\u00e9")}', 4, 255],
  ])("of %s have %i to %i characters", (text, ...expected) => expect(lengths(text)).toEqual(expected));
});

test("finds the resource behind a reference, also in another stack", () => {
  const finished = new Finished(oneStack({ aws_lb: { main: { name: "shop" } } }));
  expect(finished.named("dev-services", "${aws_lb.main.arn}")?.address).toBe("aws_lb.main");
  expect(finished.named("dev-services", "arn:aws:x")).toBeUndefined();
  expect(finished.named("dev-services", "${aws_lb.main.arn}/x")).toBeUndefined();
  expect(finished.named("dev-services", undefined)).toBeUndefined();
});
