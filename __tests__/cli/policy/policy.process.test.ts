import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { PolicyReport } from "../../../cli/policy/report";
import { POLICY_RULES } from "../../../environments/rules/policy";
import { RULES } from "../../../policy";
import { ProjectCopy } from "../../support/project-copy";
import { finish, slipway } from "../../support/slipway";

// Each command is a process of its own that starts another one.
const copy = new ProjectCopy();
afterAll(() => copy.remove());

const open = `policy: { suppress: [
  { rule: "no-world-open-port", resource: "aws_vpc_security_group_ingress_rule.service-web_*", reason: "a demonstration" },
  { rule: "no-public-task", resource: "aws_ecs_service.service-web_*", reason: "only so in production" },
] },`;

/** A service that is open to the world, in the place of `dev`. */
function dev(policy: string, variables = "{}"): void {
  copy.edit(
    "environments/dev.ts",
    () => `import { environment } from "./define";
export default environment({
  name: "dev",
  account: "111122223333",
  region: "eu-west-1",
  ${policy}
  services: {
    web: {
      image: { uri: "registry.example.com/web:1" },
      port: 3000,
      publicIp: { allowedCidrs: ["0.0.0.0/0"] },
      environment: ${variables},
    },
  },
});
`,
  );
}

const PORT =
  /^aws_vpc_security_group_ingress_rule\.service-web_\S+ must not open tcp 3000 to 3000 to 0\.0\.0\.0\/0; /;
const report = async () => {
  const { code, stdout, stderr } = await slipway(["policy", "dev", "--json"], { cwd: copy.path });
  return { code, stderr, report: JSON.parse(stdout) as PolicyReport };
};

test("production: the whole document, without a finding", async () => {
  const { code, stdout, stderr } = await slipway(["policy", "production", "--json"]);
  expect({ code, stderr, report: JSON.parse(stdout) as unknown }).toEqual({
    code: 0,
    stderr: "",
    report: {
      environment: "production",
      protected: true,
      ok: true,
      rules: POLICY_RULES.map((id) => ({
        id,
        doc: RULES[id].doc,
        scope: RULES[id].scope,
        sources: RULES[id].sources,
        holds: true,
        findings: 0,
        suppressed: 0,
      })),
      findings: [],
      suppressed: [],
      unused: [],
    },
  });
});

describe("a finding", () => {
  beforeAll(() => dev("", '{ DB_PASSWORD: "hunter2" }'));

  test("ends the command with 1 and leaves nothing behind", async () => {
    const { code, report: found, stderr } = await report();
    expect([code, stderr, found.ok, found.findings.map(({ rule, stack }) => [rule, stack])]).toEqual([
      1,
      "",
      false,
      [
        ["no-world-open-port", "dev-services"],
        ["no-plain-secret", "dev-services"],
      ],
    ]);
    expect(found.findings[0]?.problem).toMatch(PORT);
    expect(JSON.stringify(found)).not.toContain("hunter2");
    const left = readdirSync(join(copy.path, ".slipway")).filter((name) => name.startsWith("synthesised-"));
    expect(left).toEqual([]);
  });

  test("ends a synthesis with the same words, exit code 1, no stack trace and no stack", async () => {
    const env = { SLIPWAY_ENVIRONMENT: "dev", CDKTF_OUTDIR: join(copy.path, "out") };
    const { code, stdout, stderr } = await finish(process.execPath, ["synth.js"], { cwd: copy.path, env });
    expect([code, stdout]).toEqual([1, ""]);
    const [head, ...problems] = stderr.trimEnd().split("\n");
    expect(head).toBe("Policy check failed:");
    expect(problems).toEqual([
      expect.stringMatching(
        /^ {2}- dev-services: aws_vpc_security_group_ingress_rule\..* \(no-world-open-port\)$/,
      ),
      expect.stringMatching(
        /^ {2}- services\.web\.environment\.DB_PASSWORD must not hold a secret, got a literal value, and a name of a secret; name it in `secrets` \(no-plain-secret on dev-services: aws_ecs_task_definition\.\S+\)$/,
      ),
    ]);
    expect(stderr).not.toContain("hunter2");
    expect(existsSync(join(copy.path, "out/stacks/dev-services/cdk.tf.json"))).toBe(false);
  });
});

test("suppressions are shown with their reasons; one that nothing needs ends with 1", async () => {
  dev(open);
  const { code, report: found } = await report();
  expect([code, found.findings, found.suppressed.map(({ reason, rule }) => [rule, reason])]).toEqual([
    1,
    [],
    [["no-world-open-port", "a demonstration"]],
  ]);
  expect(found.unused).toEqual([
    {
      rule: "no-public-task",
      resource: "aws_ecs_service.service-web_*",
      reason: "only so in production",
    },
  ]);
  expect(found.rules.filter(({ suppressed }) => suppressed > 0).map(({ id }) => id)).toEqual([
    "no-world-open-port",
  ]);
  expect(found.rules.filter(({ holds }) => !holds).map(({ id }) => id)).toEqual([
    "deletion-protection",
    "no-public-task",
  ]);
});
