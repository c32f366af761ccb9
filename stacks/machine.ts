/** What synthesis knows about the machine it runs on; only `main.ts` reads it from the process. */
export interface Machine {
  /** Project root, absolute; build contexts are relative to it. */
  readonly root: string;
  /** Folder for the synthesised stacks, absolute. */
  readonly outdir: string;
  /** Gateway of the emulator, for environments that have one. @default the environment's own */
  readonly emulatorEndpoint?: string;
  /** Build arguments given to every Dockerfile that declares them, for example `NODE_IMAGE`. @default none */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** `DOCKER_BUILDKIT` of the process, by which the docker provider chooses its builder. @default BuildKit */
  readonly buildkit?: string;
  /** Tags pushed beside the content tag, for example a git commit. @default none */
  readonly extraTags?: readonly string[];
  /** Environments whose foundation is deployed after their images. @default cdktf deploys both side by side */
  readonly imagesFirst?: readonly string[];
  /**
   * What services run instead of what is built or recorded: references by digest, by the names of images (`web`, or
   * `web/proxy` for a container beside it). Only for an environment that is synthesised alone. @default none
   */
  readonly images?: Readonly<Record<string, string>>;
}
