import { type App, TerraformStack } from "cdktf";
import { relative } from "node:path";
import { ContainerImage } from "../constructs/image/container-image";
import { Repository } from "../constructs/registry/repository";
import { defaultLifecycle } from "../constructs/registry/lifecycle";
import type { Environment } from "../environments/model";
import { ImageReferences } from "./image-references";
import type { Machine } from "./machine";
import { stackName } from "./names";
import { configureAws, configureDocker, configureState, registryIsInsecure } from "./target";

/** ECR repositories with their lifecycle, and the images built and pushed into them. Needs a Docker engine. */
export class ImagesStack extends TerraformStack {
  /** What the images are called, also those that are built elsewhere. */
  readonly references: ImageReferences;
  readonly repositories = new Map<string, Repository>();
  readonly images = new Map<string, ContainerImage>();

  constructor(app: App, environment: Environment, machine: Machine) {
    const id = stackName(environment, "images");
    super(app, id);
    configureState(this, environment, machine, "images");
    configureAws(this, environment, machine);
    configureDocker(this, environment, machine);

    this.references = new ImageReferences(environment, machine);
    const folder = `${machine.outdir}/stacks/${id}`;
    for (const service of environment.services) {
      const { uri, build } = this.references.of(service);
      if (service.image.kind !== "build" || !service.repository || !build) continue;
      const { mutable, kmsKey, forceDelete, keepImages, untaggedDays, pullAccounts } = service.repository;
      const repository = new Repository(this, `${service.name}-repository`, {
        name: build.repositoryName,
        mutable,
        ...(kmsKey !== undefined && { kmsKey }),
        forceDelete,
        lifecycle: defaultLifecycle({ keepImages, untaggedDays }),
        pullAccounts,
      });
      const image = new ContainerImage(this, `${service.name}-image`, {
        reference: uri,
        repositoryName: repository.repositoryName,
        extraTags: machine.extraTags ?? [],
        context: relative(folder, `${machine.root}/${service.image.context}`).replaceAll("\\", "/"),
        dockerfile: service.image.dockerfile,
        ...(service.image.target !== undefined && { target: service.image.target }),
        args: build.args,
        platform: build.platform,
        insecureRegistry: registryIsInsecure(environment),
        dependsOn: [repository.repository],
      });
      this.repositories.set(service.name, repository);
      this.images.set(service.name, image);
    }
  }
}
