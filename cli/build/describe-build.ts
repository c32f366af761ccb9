import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { root } from "../root";
import { findFailedStep } from "./build-log";
import { type ImageResource, imageName, pathOf } from "./image-resources";

/** Lines of a step's output that are shown; the log has all of them. */
const TAIL_LINES = 20;

/** How BuildKit passes on an error of its Dockerfile frontend. */
const WRAPPING =
  /^(?:rpc error: code = \w+ desc = |failed to solve with frontend \S+: |failed to create LLB definition: )+/;
/**
 * Describes a build that failed: its Dockerfile, the failed step with the end of its output, and the log with all of it.
 *
 * @param folder of the stack
 * @param reason the builder's, or the provider's where it started none
 */
export function describeBuild(folder: string, image: ImageResource, reason: string): string[] {
  const build = image.build ?? image.dynamic?.build?.content;
  if (build === undefined)
    return [`Building the image of ${imageName(pathOf(image))} failed:`, `  ${reason}`];
  const dockerfile = relative(root, resolve(folder, build.context, build.dockerfile));
  const stage = build.target === undefined ? "" : `, stage ${build.target}`;
  const head = `Building the image of ${imageName(pathOf(image))} failed (${dockerfile}${stage}):`;
  const log = logOf(folder, image);
  if (log === undefined) return [head, ...describeReason(reason, "")];
  return [
    head,
    ...describeReason(reason, readFileSync(log, "utf8")),
    `The builder's whole output: ${relative(root, log)}`,
  ];
}

/** The log of an image's builds, if there is one. */
export function logOf(folder: string, image: ImageResource): string | undefined {
  const file = (image.build ?? image.dynamic?.build?.content)?.build_log_file;
  const log = resolve(folder, file ?? "");
  return file !== undefined && existsSync(log) ? log : undefined;
}

/** The step that failed with the end of its output, or the builder's reason where no step has run. */
function describeReason(reason: string, log: string): string[] {
  const step = findFailedStep(log, reason);
  const words = `  ${reason.replace(WRAPPING, "")}`;
  if (step === undefined) return [words];
  const hidden = step.output.length - TAIL_LINES;
  return [
    `  ${step.name}`,
    ...(hidden > 0 ? [`  | (${hidden} earlier lines)`] : []),
    // The bar also keeps a line such as "::error::" from being a command to a CI system.
    ...step.output.slice(-TAIL_LINES).map((line) => `  | ${line}`),
    words,
  ];
}
