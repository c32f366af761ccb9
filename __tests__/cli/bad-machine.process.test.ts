import { join } from "node:path";
import { closedEndpoint, FakeAws } from "../support/fake-aws";
import { FakeMachine, slipway, TERRAFORM_1_11 } from "../support/slipway";
import { GET_TERRAFORM } from "../../toolchain/terraform";

// Each command is a process of its own.
/** What a machine may lack, in the words that the user reads. */
const machine = new FakeMachine().program("terraform", TERRAFORM_1_11);
const bare = new FakeMachine();
afterAll(() => [machine, bare].forEach((each) => each.remove()));

const notReady = (subject: string, text: string) => `${subject} is not ready:\n  - ${text}\n`;

describe("no Terraform", () => {
  const floor =
    "Terraform or OpenTofu 1.11 or newer, because stacks that build images have ephemeral resources and the state is locked by a file in its bucket, got nothing";

  it("on PATH", async () => {
    expect(await slipway(["env"], { env: bare.env })).toEqual({
      code: 1,
      stdout: "",
      stderr: `node            ${process.versions.node}\n${notReady("this machine", `PATH must contain ${floor}; ${GET_TERRAFORM}`)}`,
    });
  });

  it("at TERRAFORM_BINARY_NAME", async () => {
    const env = { ...machine.env, TERRAFORM_BINARY_NAME: "teraform" };
    expect((await slipway(["env"], { env })).stderr).toContain(
      notReady("this machine", `TERRAFORM_BINARY_NAME="teraform" must name ${floor}; ${GET_TERRAFORM}`),
    );
  });
});

describe("no Docker engine", () => {
  it("at DOCKER_HOST", async () => {
    const host = `unix://${join(machine.folder, "docker.sock")}`;
    const env = { ...machine.env, DOCKER_HOST: host };
    const { code, stderr } = await slipway(["local", "up", "--no-install"], { env });
    expect(code).toBe(1);
    expect(stderr).toContain(
      notReady(
        "this machine",
        `a Docker engine must answer at DOCKER_HOST=${host}, got no answer; start it there, or unset DOCKER_HOST`,
      ),
    );
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("no emulator", () => {
  it.each([
    [["local", "status"]],
    [["local", "status", "--json"]],
    [["local", "logs", "backend"]],
    [["bootstrap", "local"]],
    [["cdktf", "deploy", "local-*"]],
  ])("slipway %j", async (args) => {
    const endpoint = await closedEndpoint();
    const env = { ...machine.env, SLIPWAY_EMULATOR_ENDPOINT: endpoint };
    expect(await slipway(args, { env })).toEqual({
      code: 1,
      stdout: "",
      stderr: notReady(
        'environment "local"',
        `the emulator must answer at ${endpoint}, got no answer; start it with "npm run local" or "docker compose -f docker-compose.localstack.yml up"`,
      ),
    });
  });
});

describe("no credentials", () => {
  it("slipway bootstrap dev", async () => {
    const env = {
      ...machine.env,
      ...Object.fromEntries(
        Object.keys(process.env)
          .filter((name) => name.startsWith("AWS_"))
          .map((name) => [name, undefined]),
      ),
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: join(machine.folder, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(machine.folder, "credentials"),
    };
    const { code, stderr } = await slipway(["bootstrap", "dev"], { env });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'AWS request failed: looking for state.bucket "slipway-dev-state-111122223333" (environment dev, account 111122223333, eu-west-1)\n  no AWS credentials were found\n  Set AWS_PROFILE, or sign in, to account 111122223333.\n',
    );
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("no state bucket", () => {
  it.each(["diff", "deploy", "destroy", "output"])("slipway cdktf %s", async (verb) => {
    const aws = await FakeAws.start(() => ({}));
    try {
      const env = { ...machine.env, SLIPWAY_EMULATOR_ENDPOINT: aws.endpoint };
      expect(await slipway(["cdktf", verb, "local-foundation"], { env })).toEqual({
        code: 1,
        stdout: "",
        stderr: notReady(
          'environment "local"',
          'state.bucket must exist, got "slipway-local-state-000000000000", which does not; make it with: npx slipway bootstrap local',
        ),
      });
    } finally {
      await aws.stop();
    }
  });
});
