import Table from "cli-table3";
import { ConfigurationError } from "../../environments/errors";
import type { Environment, Service } from "../../environments/model";
import { releasedImages, type ReleasableImage } from "../../environments/rules/released-images";
import type { ReleaseRecord } from "../../release/record";
import { runningService, type Clients } from "../deploy/watch";
import { runningImages, type RunningImage, type RunningImages } from "../deploy/watch/running-images";
import { mebibytes, pushedImages, type PushedImage } from "../registry/images";
import { digestOf } from "../release/changes";
import { pulledFrom } from "../release/pulled-from";
import { recentReleases } from "./releases";
import { digestIn, tagIn } from "./status/images";

/** What `slipway images --json` prints. */
export interface ServiceImages {
  readonly environment: string;
  readonly service: string;
  /** One for each image of the service: its own, and those of containers beside it. */
  readonly repositories: readonly RepositoryImages[];
}

export interface RepositoryImages {
  /** As releases name the image: `web`, or `web/proxy`. */
  readonly image: string;
  readonly repository: string;
  readonly account: string;
  readonly region: string;
  /** Newest first. */
  readonly images: readonly UsedImage[];
}

export interface UsedImage extends PushedImage {
  /** Whether a task of the service runs it now. */
  readonly running: boolean;
  /** Numbers of the last releases that had it, newest first. */
  readonly releases: readonly number[];
}

/** What lies in the repositories that a service pulls from, what of it runs, and what was released. */
export async function serviceImages(
  environment: Environment,
  service: Service,
  clients: Pick<Clients, "ecs">,
): Promise<ServiceImages> {
  const named = releasedImages(service);
  if (named.length === 0) {
    throw new ConfigurationError("the command", [
      `service must be one whose image is built or promoted, got "${service.name}", which runs what lies elsewhere`,
    ]);
  }
  const running = await runningImages([runningService(environment, service)], clients);
  const releases = await recentReleases(environment);
  const repositories = await Promise.all(
    named.map((each) => repositoryImages(environment, each, running[service.name] ?? {}, releases)),
  );
  return { environment: environment.name, service: service.name, repositories };
}

async function repositoryImages(
  environment: Environment,
  named: ReleasableImage,
  running: RunningImages,
  releases: readonly ReleaseRecord[],
): Promise<RepositoryImages> {
  const { account, region, repository } = pulledFrom(environment, named);
  const pushed = await pushedImages({ ...environment, account, region }, repository);
  const runs = running[named.name.split("/").at(-1) ?? ""];
  return {
    image: named.name,
    repository,
    account,
    region,
    images: pushed.map((each) => ({
      ...each,
      running: runs !== undefined && isSame(each, runs),
      releases: releases
        .filter(({ images }) => {
          const released = images[named.name];
          return released !== undefined && digestOf(released) === each.digest;
        })
        .map(({ number }) => number),
    })),
  };
}

function isSame({ digest, tags }: PushedImage, running: RunningImage): boolean {
  const known = digestIn(running);
  return known === undefined ? tags.includes(tagIn(running.image) ?? "") : known === digest;
}

export const imagesText = ({ repositories }: ServiceImages): string =>
  repositories.map((each) => `${headOf(each)}\n${tableOf(each.images)}`).join("\n\n");

const headOf = ({ account, image, region, repository }: RepositoryImages): string =>
  `${image}: repository ${repository} of account ${account} in ${region}`;

function tableOf(images: readonly UsedImage[]): string {
  if (images.length === 0) return "  no image";
  const table = new Table({
    head: ["", "pushed", "tags", "size", "digest", "releases"],
    style: { head: [], border: [] },
  });
  for (const { digest, pushedAt, releases, running, sizeBytes, tags } of images) {
    table.push([
      running ? "runs" : "",
      pushedAt,
      tags.length === 0 ? "-" : tags.join("\n"),
      mebibytes(sizeBytes),
      digest,
      releases.length === 0 ? "-" : releases.join(", "),
    ]);
  }
  return table.toString();
}
