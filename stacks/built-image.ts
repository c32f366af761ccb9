import type { Construct } from "constructs";
import { relative } from "node:path";
import { ContainerImage } from "../constructs/image/container-image";
import type { Build } from "../environments/model";
import type { ImageReference } from "./image-references";
import type { Machine } from "./machine";
import { privateRepository, type RepositorySettings } from "./service-repository";
import { registryIsInsecure } from "./target";
import { asWritten, terraformText } from "./terraform-text";

interface Sources {
  readonly machine: Machine;
  /** Where Terraform runs the stack. */
  readonly folder: string;
  readonly source: Build;
  readonly uri: string;
  readonly build: NonNullable<ImageReference["build"]>;
}

/** A repository, and the image that is built from the sources into it. */
export function builtImage(
  scope: Construct,
  settings: RepositorySettings,
  { machine, folder, source, uri, build }: Sources,
) {
  const { repository, key } = privateRepository(scope, settings);
  const context = relative(folder, `${machine.root}/${asWritten(source).context}`);
  const image = new ContainerImage(scope, `${settings.service}-image`, {
    reference: uri,
    repositoryName: repository.repositoryName,
    extraTags: machine.extraTags ?? [],
    context: terraformText(context.replaceAll("\\", "/")),
    dockerfile: source.dockerfile,
    ...(source.target !== undefined && { target: source.target }),
    args: build.args,
    platform: build.platform,
    insecureRegistry: registryIsInsecure(settings.environment),
    dependsOn: [repository.repository],
  });
  return { repository, image, ...(key && { key }) };
}
