import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentNames } from "../environments";
import { Outdir, root } from "./support/synth-environment";

const first = new Outdir();
const second = new Outdir();
afterAll(() => [first, second].forEach((outdir) => outdir.remove()));

describe("synthesis", () => {
  const stacks = first.synth(environmentNames);

  it("makes three stacks per environment, and no state stack", () => {
    expect([...stacks.keys()].sort()).toEqual(
      environmentNames
        .flatMap((name) => ["foundation", "images", "services"].map((part) => `${name}-${part}`))
        .sort(),
    );
  });

  it("writes the same bytes for the same input", () => {
    expect(second.synth(environmentNames)).toEqual(stacks);
  });

  it("writes no absolute path and no date", () => {
    for (const text of stacks.values()) {
      expect(text).not.toContain(root);
      expect(text).not.toMatch(/"[^"]*(\/home\/|\/tmp\/|\/root\/)/);
      expect(text).not.toContain(new Date().toISOString().slice(0, 10));
    }
  });

  it("leaves an environment alone when another one is not synthesised", () => {
    const alone = new Outdir();
    try {
      for (const [stack, text] of alone.synth(["dev"])) expect(text).toBe(stacks.get(stack));
    } finally {
      alone.remove();
    }
  });

  it("keeps each state under a key of its own, encrypted and locked", () => {
    const keys = [...stacks].map(([stack, text]) => {
      const { s3 } = (JSON.parse(text) as { terraform: { backend: { s3: Record<string, unknown> } } })
        .terraform.backend;
      expect(s3).toMatchObject({ encrypt: true, use_lockfile: true });
      expect(s3).not.toHaveProperty("access_key");
      return [stack, `${String(s3.bucket)}/${String(s3.key)}`] as const;
    });
    expect(new Set(keys.map(([, key]) => key)).size).toBe(stacks.size);
    expect(new Map(keys).get("dev-services")).toBe("slipway-dev-state-111122223333/dev/services.tfstate");
  });

  it("binds AWS environments to their account and the local one to the emulator", () => {
    const provider = (stack: string) =>
      (JSON.parse(stacks.get(stack) ?? "{}") as { provider: { aws: Record<string, unknown>[] } }).provider
        .aws[0];
    expect(provider("production-services")).toMatchObject({ allowed_account_ids: ["444455556666"] });
    expect(provider("production-services")).not.toHaveProperty("profile");
    const local = { shared_config_files: ["emulator.config"], profile: "slipway-emulator" };
    expect(provider("local-services")).toMatchObject(local);
    expect(readFileSync(join(first.folder("local-services"), "emulator.config"), "utf8")).toBe(
      `[profile slipway-emulator]
endpoint_url = http://localhost:4566
aws_access_key_id = 000000000000
aws_secret_access_key = emulator
`,
    );
    expect(readdirSync(first.folder("production-services"))).toEqual(["cdk.tf.json"]);
  });
});

it("the ten-line environment of the README is ten lines", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const block = /```ts\n([^`]*environment\(\{[^`]*)```/.exec(readme)?.[1] ?? "";
  const data = block.split("\n").filter((line) => line.trim() !== "" && !/^(import|\/\/)/.test(line));
  expect(data.length).toBeGreaterThan(3);
  expect(data.length).toBeLessThanOrEqual(10);
});
