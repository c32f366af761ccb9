import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { registerEnvFiles } from "../../cli/env-files";
import { writeEnvFiles } from "../../env-files/write";
import type { Environment } from "../../environments/model";
import { service } from "./service";

const environment = (greeting: string): Environment => ({
  name: "dev",
  project: "shop",
  account: "111122223333",
  region: "eu-west-1",
  protected: false,
  state: { bucket: "b", prefix: "dev" },
  network: { kind: "existing", vpc: "vpc-1", publicSubnets: [], privateSubnets: [] },
  cluster: { capacity: {}, containerInsights: "enabled" },
  logs: { retentionDays: 30 },
  services: [service({ environment: { GREETING: greeting } }), service({ name: "frontend" })],
  tags: {},
});

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "env-files-"))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const mode = (path: string): string => (statSync(join(root, path)).mode & 0o777).toString(8);

test("one file for each service, for the owner's eyes only", () => {
  const files = writeEnvFiles(environment("Ahoy"), root);
  expect(files).toEqual([".slipway/env/dev/backend.env", ".slipway/env/dev/frontend.env"]);
  expect(readFileSync(join(root, files[0] ?? ""), "utf8")).toContain("\nGREETING=Ahoy\n");
  expect(files.map(mode)).toEqual(["600", "600"]);
  expect(mode(".slipway/env/dev")).toBe("700");
});

test("a second run replaces the files, their mode too, and leaves the local secrets alone", () => {
  const [backend = ""] = writeEnvFiles(environment("old"), root);
  const secrets = join(root, ".slipway/env/dev/backend.secrets.env");
  writeFileSync(secrets, "TOKEN=local\n");
  chmodSync(join(root, backend), 0o644);
  writeEnvFiles(environment("new"), root);
  expect(readFileSync(join(root, backend), "utf8")).toContain("\nGREETING=new\n");
  expect(mode(backend)).toBe("600");
  expect(readFileSync(secrets, "utf8")).toBe("TOKEN=local\n");
  expect(readdirSync(join(root, ".slipway/env/dev")).sort()).toEqual([
    "backend.env",
    "backend.secrets.env",
    "frontend.env",
  ]);
});

test("nothing is written when one service can not be rendered", () => {
  expect(() => writeEnvFiles(environment("a\0b"), root)).toThrow("must have no NUL character");
  expect(readdirSync(root)).toEqual([]);
});

test("the command refuses an unknown environment", async () => {
  const program = new Command().exitOverride();
  registerEnvFiles(program);
  await expect(program.parseAsync(["env-files", "prod"], { from: "user" })).rejects.toThrow(
    'environment must be one of local, dev, staging, production, got "prod"',
  );
});
