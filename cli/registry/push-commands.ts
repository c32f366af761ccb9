import { posix } from "node:path";
import type { Environment } from "../../environments/model";
import { COMMIT_TAG_PREFIX } from "../../environments/rules/image-tags";
import { privateRegistry } from "../../environments/rules/partition";
import { isWindows } from "../../environments/rules/platform";
import { platformOf } from "../../environments/topics/platform";
import { emulatorEndpoint, emulatorVariables } from "../emulator-variables";
import type { BuiltService } from "./built-service";

/** One step of a push by hand, for a POSIX shell in the project's folder. */
export interface Step {
  readonly step: string;
  readonly command: string;
}

/** A commit names its content, and the lifecycle of a repository leaves its tag alone. */
const COMMIT_TAG = `${COMMIT_TAG_PREFIX}$(git rev-parse --short=12 HEAD)`;

/** The commands that sign in, build, tag and push one service's image. */
export function pushCommands(
  environment: Environment,
  built: BuiltService,
  tag: string = COMMIT_TAG,
): Step[] {
  const endpoint = emulatorEndpoint(environment);
  const registry = endpoint === undefined ? privateRegistry(environment) : new URL(endpoint).host;
  const local = `${built.repositoryName}:${tag}`;
  const remote = `${registry}/${local}`;
  return [
    {
      step: "sign in; the token is good for twelve hours",
      command: `${awsProgram(environment, endpoint)} ecr get-login-password --region ${environment.region} | docker login --username AWS --password-stdin ${registry}`,
    },
    { step: "build", command: buildCommand(built, local) },
    { step: "tag", command: `docker tag ${quoted(local)} ${quoted(remote)}` },
    { step: "push", command: `docker push ${quoted(remote)}` },
    ...publicCommands(built, local, tag),
  ];
}

/** An emulator takes any credentials, but some must be there, and no profile may lead elsewhere. */
function awsProgram(environment: Environment, endpoint: string | undefined): string {
  if (endpoint === undefined) return "aws";
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = emulatorVariables(environment);
  return `AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret} aws --endpoint-url ${endpoint}`;
}

function buildCommand({ service, build }: BuiltService, name: string): string {
  const system = isWindows(platformOf(service)) ? "windows" : "linux";
  const architecture = service.architecture === "arm64" ? "arm64" : "amd64";
  return [
    "docker build",
    `--platform ${system}/${architecture}`,
    `--file ${quoted(posix.join(build.context, build.dockerfile))}`,
    ...(build.target === undefined ? [] : [`--target ${quoted(build.target)}`]),
    ...Object.entries(build.args).map(([key, value]) => `--build-arg ${quoted(`${key}=${value}`)}`),
    `--tag ${quoted(name)}`,
    quoted(build.context),
  ].join(" ");
}

/** AWS chooses the alias in front of a public repository's name, so the shell asks for the whole address. */
function publicCommands({ repository }: BuiltService, local: string, tag: string): Step[] {
  if (!repository.public) return [];
  const { name } = repository.public;
  return [
    {
      step: "sign in to the public registry, which is in us-east-1 only",
      command:
        "aws ecr-public get-login-password --region us-east-1 | docker login --username AWS --password-stdin public.ecr.aws",
    },
    {
      step: "ask for the public address",
      command: `PUBLIC_URI=$(aws ecr-public describe-repositories --region us-east-1 --repository-names ${quoted(name)} --query 'repositories[0].repositoryUri' --output text)`,
    },
    {
      step: "tag and push for the world",
      command: `docker tag ${quoted(local)} "$PUBLIC_URI:${tag}" && docker push "$PUBLIC_URI:${tag}"`,
    },
  ];
}

/** One word for a POSIX shell; what the shell is to fill in, our own `$(...)`, stays open to it. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (word.endsWith(COMMIT_TAG)) return `"${word}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
