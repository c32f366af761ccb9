import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Token } from "cdktf";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentTag } from "../../constructs/image/content-tag";
import { resolve } from "../../environments/resolve";
import { createApp } from "../../main";
import { asWritten, terraformText } from "../../stacks/terraform-text";
import { inputWith, only, resolved, stacksOf, type Resources } from "../support/language";
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
  expect(asWritten(escaped)).toEqual(written);
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
  expect(asWritten(terraformText(texts))).toEqual(texts);
});

test("the texts of an environment are escaped wherever a stack uses them", () => {
  const { foundation, services } = stacksOf(
    resolved(
      { databases: { main: { engine: "postgres", parameters: { log_line_prefix: "%{x}" } } } },
      { labels: { note: "100%{x}" }, command: ["sh", "-c", "echo $${HOME}"] },
    ),
  );
  expect(only(foundation, "aws_db_parameter_group").parameter).toContainEqual(
    expect.objectContaining({ name: "log_line_prefix", value: "%%{x}" }),
  );
  const [container] = JSON.parse(
    String(only(services, "aws_ecs_task_definition").container_definitions),
  ) as unknown[];
  expect(container).toMatchObject({
    command: ["sh", "-c", "echo $${HOME}"],
    dockerLabels: { note: "100%%{x}" },
  });
});

test("a build context and its arguments are read as written, and escaped for Terraform", () => {
  const project = mkdtempSync(join(tmpdir(), "slipway-text-"));
  try {
    const folder = join(project, "a${b}", "100%{c}");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch\nARG NOTE\n");
    const image = { context: "a$${b}/100%{c}", args: { NOTE: "$${d}" } };
    const environment = resolve(inputWith({}, { image, user: "1000" }), project);
    const machine = { root: project, outdir: join(project, "out") };
    createApp([environment], machine).app.synth();
    const stack = join(machine.outdir, "stacks/dev-images/cdk.tf.json");
    const { resource } = JSON.parse(readFileSync(stack, "utf8")) as { resource: Resources };
    expect(only(resource, "docker_image")).toMatchObject({
      dynamic: { build: { content: { context: "../../../a$${b}/100%%{c}", build_args: { NOTE: "$${d}" } } } },
    });
    expect(String(only(resource, "docker_image").name)).toContain(
      contentTag({
        root: project,
        context: "a${b}/100%{c}",
        dockerfile: "Dockerfile",
        args: { NOTE: "${d}" },
        platform: "linux/amd64",
      }),
    );
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});
