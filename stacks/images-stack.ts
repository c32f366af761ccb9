import { type App, TerraformStack } from "cdktf";
import { relative } from "node:path";
import { ContainerImage } from "../constructs/image/container-image";
import { PublishedImage } from "../constructs/image/published-image";
import type { PublicRepository } from "../constructs/registry/public-repository";
import type { Repository } from "../constructs/registry/repository";
import type { RepositoryKey } from "../constructs/registry/repository-key";
import type { Environment } from "../environments/model";
import { ImageReferences } from "./image-references";
import type { Machine } from "./machine";
import { stackName } from "./names";
import { RegistrySettings } from "./registry-settings";
import { privateRepository, publicRepository } from "./service-repository";
import { configureAws, configureDocker, configureState, registryIsInsecure } from "./target";

/** ECR repositories with their lifecycle, and the images built and pushed into them. Needs a Docker engine. */
export class ImagesStack extends TerraformStack {
  /** What the images are called, also those that are built elsewhere. */
  readonly references: ImageReferences;
  readonly repositories = new Map<string, Repository>();
  readonly images = new Map<string, ContainerImage>();
  /** Of services whose repository has a key of its own. */
  readonly keys = new Map<string, RepositoryKey>();
  /** Of services that publish their image as well. */
  readonly publicRepositories = new Map<string, PublicRepository>();
  readonly published = new Map<string, PublishedImage>();
  /** Absent when the environment leaves the registry as it is. */
  readonly registry?: RegistrySettings;

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
      const settings = {
        environment,
        service: service.name,
        name: build.repositoryName,
        repository: service.repository,
      };
      const { repository, key } = privateRepository(this, settings);
      if (key) this.keys.set(service.name, key);
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
      const published = publicRepository(this, settings, { root: machine.root, folder });
      if (!published) continue;
      this.publicRepositories.set(service.name, published);
      this.published.set(
        service.name,
        new PublishedImage(this, `${service.name}-published`, {
          source: image.image.name,
          repositoryUri: published.uri,
          tag: build.tag,
          extraTags: machine.extraTags ?? [],
        }),
      );
    }
    if (environment.registry) {
      this.registry = new RegistrySettings(this, "registry", environment, environment.registry);
    }
  }
}
