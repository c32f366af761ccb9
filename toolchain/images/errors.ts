/** An image build that the engine gave up; the message ends with the build's own last lines. */
export class ImageBuildError extends Error {
  override readonly name = "ImageBuildError";

  constructor(reference: string, reason: string, output: readonly string[]) {
    super(
      [`building the image ${reference} failed: ${reason}`, ...output.map((line) => `  ${line}`)].join("\n"),
    );
  }
}
