import { type App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { ContainerImage } from "../constructs/image/container-image";
import { PublishedImage } from "../constructs/image/published-image";
import type { PublicRepository } from "../constructs/registry/public-repository";
import type { Repository } from "../constructs/registry/repository";
import type { RepositoryKey } from "../constructs/registry/repository-key";
import type { Environment, Service } from "../environments/model";
import { buildsImages } from "../environments/rules/released-images";
import { builtImage } from "./built-image";
import { ImageReferences } from "./image-references";
import type { Machine } from "./machine";
import { stackName } from "./names";
import { RegistrySettings } from "./registry-settings";
import { publicRepository } from "./service-repository";
import { configureAws, configureDocker, configureState } from "./target";
import type { TerraformEnvironment } from "./terraform-text";

/**
 * ECR repositories with their lifecycle, and the images built and pushed into them. Needs a Docker engine, unless all
 * images are built elsewhere or promoted: then it is as good as empty.
 */
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

  constructor(app: App, environment: TerraformEnvironment, machine: Machine) {
    const id = stackName(environment, "images");
    super(app, id);
    configureState(this, environment, machine, "images");
    configureAws(this, environment, machine);
    if (buildsImages(environment)) configureDocker(this, environment, machine);

    this.references = new ImageReferences(environment, machine);
    const folder = `${machine.outdir}/stacks/${id}`;
    for (const service of environment.services) {
      this.buildSides(environment, service, { machine, folder });
      const { uri, build } = this.references.of(service);
      if (service.image.kind !== "build" || !service.repository || !build) continue;
      const settings = {
        environment,
        service: service.name,
        name: build.repositoryName,
        repository: service.repository,
      };
      const sources = { machine, folder, source: service.image, uri, build };
      const { repository, image, key } = builtImage(this, settings, sources);
      if (key) this.keys.set(service.name, key);
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

  /** The images of containers beside the service's own, in a scope of their own: names of services can not meet theirs. */
  private buildSides(
    environment: Environment,
    service: Service,
    place: { readonly machine: Machine; readonly folder: string },
  ): void {
    const sides = (service.containers ?? []).filter(({ repository }) => repository);
    const scope = sides.length > 0 ? new Construct(this, `${service.name}-containers`) : this;
    for (const side of sides) {
      const { uri, build } = this.references.of(service, side);
      if (side.image?.kind !== "build" || !side.repository || !build) continue;
      const { repository, image, key } = builtImage(
        scope,
        { environment, service: side.name, name: build.repositoryName, repository: side.repository },
        { ...place, source: side.image, uri, build },
      );
      const name = `${service.name}/${side.name}`;
      this.repositories.set(name, repository);
      this.images.set(name, image);
      if (key) this.keys.set(name, key);
    }
  }
}
