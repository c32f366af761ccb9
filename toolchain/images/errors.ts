/** An image build that the engine gave up; the message ends with the build's own last lines. */
export class ImageBuildError extends Error {
  override readonly name = "ImageBuildError";

  constructor(reference: string, reason: string, output: readonly string[]) {
    super(
      [`building the image ${reference} failed: ${reason}`, ...output.map((line) => `  ${line}`)].join("\n"),
    );
  }
}

/** An image that the engine could not pull; the message ends with what to do. */
export class ImagePullError extends Error {
  override readonly name = "ImagePullError";

  constructor(reference: string, reason: string) {
    super(
      `pulling the image ${reference} failed: ${reason}\n  where no container registry answers, set SLIPWAY_NETWORK=closed to build it instead`,
    );
  }
}
