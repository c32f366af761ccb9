/** What ran in an environment after a deployment that succeeded. */
export interface ReleaseRecord {
  /** 1, 2, ... in its environment. */
  readonly number: number;
  /** ISO 8601, in UTC. */
  readonly at: string;
  /** ARN of who deployed; on an emulator, user and host. */
  readonly by: string;
  readonly reason: ReleaseReason;
  /**
   * Every image that Slipway builds or promotes, by its name: that of the service, or `service/container` for one
   * beside it.
   */
  readonly images: Readonly<Record<string, ReleasedImage>>;
}

/** Where the images of a release came from: the sources, another environment, or an earlier release. */
export type ReleaseReason =
  | { readonly kind: "deploy" }
  | { readonly kind: "promote"; readonly from: string; readonly release: number }
  | { readonly kind: "rollback"; readonly to: number };

export interface ReleasedImage {
  /** `<repository>@sha256:<digest>`. */
  readonly image: string;
  /** The tag that stands for the content. */
  readonly tag?: string;
  /** All digits of the git commit. */
  readonly commit?: string;
  /** Semantic version, when the commit had one. */
  readonly version?: string;
}
