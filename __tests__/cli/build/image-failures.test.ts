import { rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describeImageFailure } from "../../../cli/build/image-failures";
import { Outdir, root } from "../../support/synth-environment";

/** Explanations of what Terraform prints when an image of the sample cannot be built or pushed. */
const outdir = new Outdir();
let folder: string;
let image: string;
let pushed: string;
let log: string;

interface Stack {
  readonly resource: Readonly<
    Record<"docker_image" | "docker_registry_image", Readonly<Record<string, unknown>>>
  >;
}

beforeAll(() => {
  const stack = JSON.parse(outdir.synth(["local"]).get("local-images") ?? "") as Stack;
  folder = outdir.folder("local-images");
  log = join(folder, "backend-image.build.log");
  [image = ""] = Object.keys(stack.resource.docker_image).filter((id) => id.startsWith("backend"));
  [pushed = ""] = Object.keys(stack.resource.docker_registry_image).filter((id) => id.startsWith("backend"));
});
afterAll(() => outdir.remove());

/** As Terraform 1.11 prints it for an error of the docker provider 4.6. */
const terraformError = (summary: string, address: string): string =>
  `Error: ${summary}\n\n  with ${address},\n  on cdk.tf.json line 181, in resource.docker_image.x:\n 181:       }\n`;
const buildError = (reason: string) =>
  describeImageFailure(
    folder,
    terraformError(`Error running buildx build: failed to solve: ${reason}`, `docker_image.${image}`),
  );
const pushError = (answer: string) =>
  describeImageFailure(
    folder,
    terraformError(
      `Error pushing docker image: Error pushing image. . Full error: ${answer}`,
      `docker_registry_image.${pushed}`,
    ),
  );

const HEAD = "Building the image of backend failed (apps/backend/Dockerfile):";
const EXIT_4 = 'process "/bin/sh -c npm run build" did not complete successfully: exit code: 4';
const writeLog = (output: readonly string[]) =>
  writeFileSync(
    log,
    [
      '#0 building with "default" instance using docker driver',
      "",
      "#6 [production 1/1] RUN npm run build",
      ...output.map((line) => `#6 0.341 ${line}`),
      `#6 ERROR: ${EXIT_4}`,
      "",
    ].join("\n"),
  );

it("shows the failed step of a Dockerfile with what it printed, and where the rest is", () => {
  writeLog(["hello", "compile error in line 7"]);
  expect(buildError(EXIT_4)).toEqual([
    HEAD,
    "  [production 1/1] RUN npm run build",
    "  | hello",
    "  | compile error in line 7",
    `  ${EXIT_4}`,
    `The builder's whole output: ${relative(root, log)}`,
  ]);
});

it("shows the last 20 lines of a long output", () => {
  writeLog(Array.from({ length: 23 }, (_, index) => `line ${index + 1}`));
  const described = buildError(EXIT_4) ?? [];
  expect(described.slice(1, 4)).toEqual([
    "  [production 1/1] RUN npm run build",
    "  | (3 earlier lines)",
    "  | line 4",
  ]);
  expect(described.at(-3)).toBe("  | line 23");
});

it("understands an error that Terraform has broken at the width of a terminal", () => {
  writeLog(["compile error in line 7"]);
  const error = terraformError(
    'Error running buildx build: failed to\nsolve: process "/bin/sh -c npm run build" did not complete\nsuccessfully: exit code: 4',
    `docker_image.${image}`,
  );
  expect(describeImageFailure(folder, error)).toContain("  | compile error in line 7");
});

const FRONTEND =
  "rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: ";
it.each([
  [
    "an unknown stage",
    `${FRONTEND}target stage nope could not be found`,
    "target stage nope could not be found",
  ],
  [
    "an unknown instruction",
    `${FRONTEND}dockerfile parse error line 2: unknown instruction: COPPY`,
    "dockerfile parse error line 2: unknown instruction: COPPY",
  ],
])("shows the builder's reason for %s, which fails before the first step", (_case, reason, words) => {
  writeFileSync(log, '#0 building with "default" instance using docker driver\n\n#1 DONE 0.0s\n');
  expect(buildError(reason)?.slice(0, 2)).toEqual([HEAD, `  ${words}`]);
});

it("shows the reason alone where the builder kept no log", () => {
  rmSync(log);
  const error = terraformError(`Error running legacy build: ${EXIT_4}`, `docker_image.${image}`);
  expect(describeImageFailure(folder, error)).toEqual([HEAD, `  ${EXIT_4}`]);
});

it("shows a Dockerfile that is missing", () => {
  const error = terraformError(
    "Error mapping build attributes: error resolving dockerfile path: dockerfile not found at path: /x/Dockerfile",
    `docker_image.${image}`,
  );
  expect(describeImageFailure(folder, error)).toEqual([
    HEAD,
    "  dockerfile not found at path: /x/Dockerfile",
  ]);
});

const REFERENCE = expect.stringMatching(
  /^Pushing the image of backend to localhost:4566\/slipway-local-backend:src-[0-9a-f]{20} failed:$/,
) as string;
const CREDENTIALS = "Check that these credentials may push to it: aws sts get-caller-identity";

it.each([
  ["received unexpected HTTP status: 500 Internal Server Error"],
  ["tag invalid: The image tag 'v1' already exists and cannot be overwritten because the tag is immutable."],
])("shows image, repository and the registry's own words: %s", (answer) => {
  expect(pushError(answer)).toEqual([REFERENCE, `  ${answer}`]);
});

it.each([
  ["unauthorized"],
  ["denied: User: arn:aws:iam::1:user/x is not authorized to perform: ecr:InitiateLayerUpload"],
  ["no basic auth credentials"],
])("names the command that shows the credentials where the registry refuses them: %s", (answer) => {
  expect(pushError(answer)).toEqual([REFERENCE, `  ${answer}`, CREDENTIALS]);
});

it.each([
  ["Error: creating ECR Repository (slipway-dev-web): AccessDenied\n\n  with aws_ecr_repository.web,\n"],
  ["Error: Error pinging Docker server\n\n  with provider docker"],
  ["Error: Error running buildx build: failed to solve: x\n\n  with docker_image.of_another_stack,\n"],
])("leaves other errors to Terraform's own words: %j", (error) => {
  expect(describeImageFailure(folder, error)).toBeUndefined();
});
