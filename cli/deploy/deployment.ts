import type { Environment, Service } from "../../environments/model";
import type { ReleasedImage, ReleaseReason, ReleaseRecord } from "../../release/record";
import type { Git } from "../../release/git";
import type { TagChoice } from "../../release/git-tags";
import type { Toolchain } from "../../toolchain/prepare";
import type { Progress } from "../../toolchain/progress";
import type { DeployedImage } from "./image-names";
import type { Interrupts } from "./interrupts";
import type { Places } from "./terraform/places";
import type { Ports } from "./ports";
import type { Terraform } from "./terraform/terraform";

export interface DeployRequest {
  readonly environment: Environment;
  /** Names; empty for all. */
  readonly services: readonly string[];
  /** Images to run instead of those that the sources or the current release say, by their names. */
  readonly images?: Readonly<Record<string, ReleasedImage>>;
  readonly reason: ReleaseReason;
  /** The command that was typed. */
  readonly again: string;
  /** Nobody is asked. */
  readonly yes: boolean;
  /** Resources that exist with the environment's tags and are in no state are imported without a question. */
  readonly adopt: boolean;
  /** Whether a Docker engine may be installed. */
  readonly install: boolean;
  /** Also for a protected environment when no commit holds the sources. */
  readonly allowDirty: boolean;
  /** One JSON document on the standard output, at the end. */
  readonly json: boolean;
  /** What the command has prepared of the machine already. @default it is prepared */
  readonly prepared?: Toolchain;
}

export interface Outcome {
  /** Whether Terraform had anything to do. */
  readonly changed: boolean;
  /** What the environment runs now. */
  readonly release?: ReleaseRecord;
}

/** What is asked of the stacks of an environment. */
export type StackRequest = Pick<DeployRequest, "services" | "images" | "reason">;

/** Stacks that are worked with: what synthesis and Terraform need, for a deployment and for a review. */
export interface Workplace {
  readonly environment: Environment;
  readonly places: Places;
  readonly toolchain: Toolchain;
  readonly terraform: Terraform;
  readonly interrupts: Interrupts;
  readonly progress: Progress;
}

/** Stacks that are planned: where, what for, and the images that it is about. */
export interface Planning extends Workplace {
  readonly request: StackRequest;
  readonly images: readonly DeployedImage[];
}

/** A deployment under way: the request, and what all its steps need. */
export interface Deployment extends Planning {
  readonly request: DeployRequest;
  /** Those that it is about. */
  readonly services: readonly Service[];
  readonly git: Git;
  readonly choice: TagChoice;
  readonly ports: Ports;
}

/** Images of the deployment that are built from the sources, and not given. */
export const builtHere = ({ images, request }: Pick<Planning, "images" | "request">): DeployedImage[] =>
  images.filter(({ name, built }) => built && request.images?.[name] === undefined);
