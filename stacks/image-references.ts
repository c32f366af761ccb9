import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentTag } from "../constructs/image/content-tag";
import { partitionOf } from "../constructs/partition";
import { declaredArguments, readDockerfile } from "../environments/dockerfile/dockerfile";
import { refuse, shown } from "../environments/errors";
import type { Build, Environment, Image, Service, SideContainer } from "../environments/model";
import { ecrRepositoryArn } from "../environments/rules/image-reference";
import { imageName } from "../environments/rules/released-images";
import type { Machine } from "./machine";
import { prefixOf } from "../environments/rules/names";
import { registryOf } from "./target";
import { asWritten, terraformText } from "./terraform-text";

/** An image as the services name it: known from the files alone, before anything is built. */
export interface ImageReference {
  /** Full reference with a tag or digest; for a promoted image only the repository, until a release says which one. */
  readonly uri: string;
  /** ARN of the private ECR repository that it is pulled from; absent for other registries. */
  readonly repositoryArn?: string;
  /** Present when Slipway builds the image. */
  readonly build?: {
    readonly repositoryName: string;
    readonly tag: string;
    readonly platform: Platform;
    /** The environment's arguments, and those of the machine that the Dockerfile declares. */
    readonly args: Readonly<Record<string, string>>;
  };
}

export type Platform = "linux/amd64" | "linux/arm64";

/** The image references of one environment; each context is read once in a synthesis. */
export class ImageReferences {
  private readonly known = new Map<Service | SideContainer, ImageReference>();

  constructor(
    private readonly environment: Environment,
    private readonly machine: Machine,
  ) {}

  /** @param side a container beside the service's own; one without an image of its own has the service's */
  of(service: Service, side?: SideContainer): ImageReference {
    if (side !== undefined && side.image === undefined) return this.of(service);
    const { architecture } = service;
    const path = `services.${service.name}${side === undefined ? "" : `.containers.${side.name}`}.image`;
    const wanted = {
      path,
      image: side?.image ?? service.image,
      architecture,
      name: imageName(service, side),
    };
    const reference =
      this.known.get(side ?? service) ?? imageReference(this.environment, wanted, this.machine);
    this.known.set(side ?? service, reference);
    return reference;
  }
}

interface Wanted {
  /** The image as the user wrote it, for messages. */
  readonly path: string;
  readonly image: Image;
  readonly architecture: Service["architecture"];
  /** Last part of the repository's name. */
  readonly name: string;
}

function imageReference(environment: Environment, wanted: Wanted, machine: Machine): ImageReference {
  const { path, image, name } = wanted;
  if (image.kind === "external") {
    const { uri } = image;
    const arn = ecrRepositoryArn(uri);
    return { uri, ...(arn !== undefined && { repositoryArn: arn }) };
  }
  if (image.kind === "promoted") {
    const { origin, replicated } = image;
    const { account, region } = replicated ? environment : origin;
    return {
      uri: `${registryOf({ ...environment, account, region }, machine)}/${origin.repository}`,
      repositoryArn: repositoryArn({ account, region }, origin.repository),
    };
  }
  const platform: Platform = wanted.architecture === "arm64" ? "linux/arm64" : "linux/amd64";
  const build = asWritten(image);
  const args = { ...declaredArgs(build, machine), ...build.args };
  refuse("environment variable", builderProblems(machine.buildkit));
  const tag = contentTag({ path, root: machine.root, ...build, args, platform });
  const repositoryName = `${prefixOf(environment)}-${name}`;
  return {
    uri: `${registryOf(environment, machine)}/${repositoryName}:${tag}`,
    repositoryArn: repositoryArn(environment, repositoryName),
    build: { repositoryName, tag, platform, args: terraformText(args) },
  };
}

const repositoryArn = ({ account, region }: Pick<Environment, "account" | "region">, name: string): string =>
  `arn:${partitionOf(region).id}:ecr:${region}:${account}:repository/${name}`;

/** What Go's `strconv.ParseBool` takes for true; the docker provider takes nothing for true as well. */
const BUILDKIT = /^(1|t|T|true|True|TRUE)?$/;

/** The tag names what BuildKit builds: the classic builder reads other ignore files, and other exceptions in them. */
function builderProblems(buildkit = ""): string[] {
  return BUILDKIT.test(buildkit)
    ? []
    : [
        `DOCKER_BUILDKIT must be 1, or not set, to build images, got ${shown(buildkit)}; the classic builder reads ignore files in another way and would build something else`,
      ];
}

function declaredArgs(build: Build, machine: Machine): Record<string, string> {
  const text = readFileSync(join(machine.root, build.context, build.dockerfile), "utf8");
  const declared = declaredArguments(readDockerfile(text));
  return Object.fromEntries(Object.entries(machine.buildArgs ?? {}).filter(([name]) => declared.has(name)));
}
