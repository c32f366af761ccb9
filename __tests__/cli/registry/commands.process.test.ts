import { execFileSync } from "node:child_process";
import { builtService } from "../../../cli/registry/built-service";
import { pushCommands } from "../../../cli/registry/push-commands";
import { slipway } from "../../support/slipway";
import { resolved } from "../../support/language";
import { root } from "../../support/synth-environment";

// Each command is a process of its own.
const commands = (change: object, service: object, tag = "v1") => {
  const environment = resolved(change, service);
  return pushCommands(environment, builtService(environment, "web"), tag).map(({ command }) => command);
};
const image = { image: "apps/backend" };
const REGISTRY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";

test("on AWS: sign in without the token on a command line, build, tag, push", () => {
  expect(commands({}, image)).toEqual([
    `aws ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin ${REGISTRY}`,
    "docker build --platform linux/amd64 --file apps/backend/Dockerfile --tag slipway-dev-web:v1 apps/backend",
    `docker tag slipway-dev-web:v1 ${REGISTRY}/slipway-dev-web:v1`,
    `docker push ${REGISTRY}/slipway-dev-web:v1`,
  ]);
});

test("in China the registry is China's", () => {
  expect(commands({ region: "cn-north-1" }, image).at(-1)).toBe(
    "docker push 111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/slipway-dev-web:v1",
  );
});

test("with an emulator: its gateway is the registry, with credentials that lead nowhere else", () => {
  const [login, , , push] = commands({ emulator: { endpoint: "http://localhost:4566" } }, image);
  expect(login).toBe(
    "AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=emulator aws --endpoint-url http://localhost:4566 ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin localhost:4566",
  );
  expect(push).toBe("docker push localhost:4566/slipway-dev-web:v1");
});

test("all that the build says is in the command, quoted for the shell", () => {
  const build = { context: "apps/frontend", target: "builder", args: { NODE_ENV: "it's a test" } };
  expect(commands({}, { image: build, architecture: "arm64", user: "node" })[1]).toBe(
    "docker build --platform linux/arm64 --file apps/frontend/Dockerfile --target builder --build-arg 'NODE_ENV=it'\\''s a test' --tag slipway-dev-web:v1 apps/frontend",
  );
});

test("a public repository gets its own login, and the address that AWS chose", () => {
  const repository = { public: { description: "Shop", name: "shop/web" } };
  expect(commands({}, { ...image, repository }).slice(4)).toEqual([
    "aws ecr-public get-login-password --region us-east-1 | docker login --username AWS --password-stdin public.ecr.aws",
    "PUBLIC_URI=$(aws ecr-public describe-repositories --region us-east-1 --repository-names shop/web --query 'repositories[0].repositoryUri' --output text)",
    'docker tag slipway-dev-web:v1 "$PUBLIC_URI:v1" && docker push "$PUBLIC_URI:v1"',
  ]);
});

test("without a tag the shell fills in the commit", async () => {
  const { code, stdout, stderr } = await slipway(["registry", "commands", "dev", "backend"]);
  expect([code, stderr]).toEqual([0, ""]);
  const push = stdout.split("\n").find((line) => line.startsWith("docker push")) ?? "";
  const commit = execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { cwd: root, encoding: "utf8" });
  expect(
    execFileSync("sh", ["-c", push.replace("docker push", "echo")], { cwd: root, encoding: "utf8" }),
  ).toBe(`${REGISTRY}/slipway-dev-backend:git-${commit}`);
  expect(stdout.split("\n").filter((line) => line.startsWith("#"))).toEqual([
    "# sign in; the token is good for twelve hours",
    "# build",
    "# tag",
    "# push",
  ]);
});

test("--json says the same, step by step", async () => {
  const { code, stdout } = await slipway(["registry", "commands", "dev", "backend", "--tag", "v1", "--json"]);
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    {
      environment: "dev",
      service: "backend",
      repository: "slipway-dev-backend",
      commands: [
        expect.objectContaining({ step: "sign in; the token is good for twelve hours" }),
        {
          step: "build",
          command:
            "docker build --platform linux/amd64 --file apps/backend/Dockerfile --tag slipway-dev-backend:v1 apps/backend",
        },
        {
          step: "tag",
          command: `docker tag slipway-dev-backend:v1 ${REGISTRY}/slipway-dev-backend:v1`,
        },
        { step: "push", command: `docker push ${REGISTRY}/slipway-dev-backend:v1` },
      ],
    },
  ]);
});

test.each([
  [
    ["commands", "deev", "backend"],
    'environment must be one of local, dev, staging, production, got "deev"; did you mean "dev"?',
  ],
  [
    ["commands", "dev", "backnd"],
    'service must be one of backend, frontend, got "backnd"; did you mean "backend"?',
  ],
  [
    ["images", "dev", "backnd"],
    'service must be one of backend, frontend, got "backnd"; did you mean "backend"?',
  ],
])("registry %j is answered with the known names", async (args, problem) => {
  expect(await slipway(["registry", ...args])).toEqual({
    code: 1,
    stdout: "",
    stderr: `the command is not valid:\n  - ${problem}\n`,
  });
});

test("a service that runs somebody else's image has no repository", () => {
  expect(() => commands({}, {})).toThrow(
    'the command is not valid:\n  - service must be one whose image is built here, got "web", which runs registry.example.com/web:1',
  );
});

test.each(["latest", "a b", ""])("refuses the tag %j", async (tag) => {
  const { code, stdout, stderr } = await slipway(["registry", "commands", "dev", "backend", "--tag", tag]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(
    `It must have 1 to 128 letters, digits, "_", "." or "-" and not be "latest", got "${tag}".`,
  );
});
