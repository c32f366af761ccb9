import { stripVTControlCharacters } from "node:util";
import { cdktfProgram } from "../../cli/cdktf/program";
import { ProjectCopy } from "../support/project-copy";
import { finish } from "../support/slipway";

/** What a user reads after a mistake in an environment, by the two ways that lead to a synthesis. */
const copy = new ProjectCopy();
afterAll(() => copy.remove());

/** The sample services with one change, in the place of `dev`. */
function dev(services: string): void {
  copy.edit(
    "environments/dev.ts",
    () => `import { environment } from "./define";
export default environment({
  name: "dev",
  account: "111122223333",
  region: "eu-west-1",
  services: ${services} as never,
});
`,
  );
}

const main = (env = {}) => finish(process.execPath, ["--import", "tsx", "main.ts"], { cwd: copy.path, env });
const cdktf = (env = {}) => finish(process.execPath, [...cdktfProgram(), "synth"], { cwd: copy.path, env });

/** cdktf indents what the program said, and redraws its own lines around it. */
const flat = (text: string) => stripVTControlCharacters(text).replaceAll(/^\s+/gm, "");

async function expectMessage(message: string, env = {}): Promise<void> {
  expect(await main(env)).toEqual({ code: 1, stdout: "", stderr: message });
  const { code, stdout, stderr } = await cdktf(env);
  const shown = flat(stdout + stderr);
  expect(code).toBe(1);
  expect(shown).toContain(flat(message));
  expect(shown).not.toMatch(/^at .*:\d+/m);
}

const web = 'image: "apps/backend", port: 3000';
const wrong = (problem: string) => `environment "dev" is not valid:\n  - ${problem}\n`;

it("an unknown environment", () =>
  expectMessage(
    'the command is not valid:\n  - environment must be one of local, dev, staging, production, got "deev"; did you mean "dev"?\n',
    { SLIPWAY_ENVIRONMENT: "deev" },
  ));

it("a pair of CPU and memory that Fargate does not have", async () => {
  dev(`{ web: { ${web}, size: { cpu: 256, memoryMiB: 8192 } } }`);
  await expectMessage(
    wrong("services.web.size.memoryMiB must be one of 512, 1024, 2048 for 256 CPU units, got 8192"),
  );
});

it("two services with one listener rule", async () => {
  dev(`{ a: { ${web}, route: { path: "/x/*" } }, b: { ${web}, route: { path: "/x/*" } } }`);
  await expectMessage(
    wrong('services.b.route.path must be unique on the load balancer, got "/x/*", which services.a has too'),
  );
});

it("an image folder without a Dockerfile", async () => {
  dev('{ web: { image: "apps", port: 3000 } }');
  await expectMessage(
    wrong(
      'services.web.image must be a folder with a Dockerfile, got "apps" without one; write that file there',
    ),
  );
});

it("a port missing behind the load balancer", async () => {
  dev('{ web: { image: "apps/backend", route: { path: "/*", health: "/health" } } }');
  await expectMessage(
    wrong("services.web.port must be set with route, got nothing; that is where requests go"),
  );
});
