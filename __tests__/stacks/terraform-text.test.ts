import { Token } from "cdktf";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { asWritten, terraformText } from "../../stacks/terraform-text";
import { synth } from "../support/synth";

test.each([
  ["plain $HOME 100% {x} #{y}", "plain $HOME 100% {x} #{y}"],
  ["${HOME}/x", "$${HOME}/x"],
  ["$${HOME}", "$$${HOME}"],
  ["100%{x}", "100%%{x}"],
  ["1e5 -2e+10 1.e9", "1e5 -2e+10 1.e9"],
])("writes %j as %j", (text, expected) => expect(terraformText(text)).toBe(expected));

test("escapes values and keys of all depths, and leaves other data alone", () => {
  const written = { tags: { "${a}": ["${b}", 1, true] }, plain: { a: "b" } };
  const escaped = terraformText(written);
  expect(escaped).toEqual({ tags: { "$${a}": ["$${b}", 1, true] }, plain: { a: "b" } });
  expect(escaped.plain).toBe(written.plain);
  expect(asWritten(escaped.tags)).toBe(written.tags);
  expect(asWritten(escaped.plain)).toBe(written.plain);
});

test("cdktf finds no token in a text that looks like one", () => {
  const token = Token.asString({
    resolve: () => "someone else's value",
    creationStack: [],
    toString: String,
  });
  const numberToken = String(Token.asNumber({ resolve: () => 7, creationStack: [], toString: String }));
  const texts = [
    ...[token, numberToken, `x ${numberToken}`, token.replace("$", "#"), token.replace("$", "&")],
    ...["${TfToken[TOKEN.999999]}", "String Map Token Value", "Any Map Token Value"],
  ];
  const stack = synth((scope) => {
    for (const [index, value] of texts.entries())
      new SsmParameter(scope, `parameter-${index}`, {
        name: "p",
        type: "String",
        value: terraformText(value),
      });
  });
  const withoutNothing = stack
    .all("aws_ssm_parameter")
    .map(({ value }) => String(value).replaceAll("%{if true}%{endif}", "").replaceAll("$${", "${"));
  expect(withoutNothing).toEqual(texts);
});
