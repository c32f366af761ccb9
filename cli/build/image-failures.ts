import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { root } from "../root";
import { findFailedStep } from "./build-log";
import type { BuildBlock } from "./synthesised-images";

/** Lines of a step's output that are shown; the log has all of them. */
const TAIL_LINES = 20;

const ADDRESS = /\bwith (docker_image|docker_registry_image)\.([\w-]+)/;
/** What the docker provider writes before the words of the builder. 4.6 has `buildx` or `legacy`. */
const BUILD = /Error running \w+ build: (?:failed to solve: )?/;
const BEFORE_BUILD = /Error mapping build attributes: (?:error resolving dockerfile path: )?/;
const PUSH = /Error pushing docker image: (?:Error pushing image\. .*?Full error: )?/;
/** How BuildKit passes on an error of its Dockerfile frontend. */
const WRAPPING =
  /^(?:rpc error: code = \w+ desc = |failed to solve with frontend \S+: |failed to create LLB definition: )+/;
/** Words of registries and of ECR for a user who may not push. */
const REFUSED = /^(?:denied|unauthorized|no basic auth credentials)|is not authorized to perform/;

interface Named {
  readonly "//"?: { readonly metadata?: { readonly path?: string } };
  readonly name?: string;
}
interface ImageResource extends Named {
  readonly build?: BuildBlock;
  readonly dynamic?: { readonly build?: { readonly content?: BuildBlock } };
}
interface Stack {
  readonly resource?: {
    readonly docker_image?: Readonly<Record<string, ImageResource>>;
    readonly docker_registry_image?: Readonly<Record<string, Named>>;
    readonly docker_tag?: Readonly<Record<string, { readonly target_image?: string }>>;
  };
}

/**
 * Explains an error of Terraform that is about an image: which image, the step of its Dockerfile with what it printed, or
 * the repository with what the registry answered. `undefined` for any other error.
 *
 * @param folder of the stack, where Terraform ran
 * @param error as Terraform printed it, without its frame
 */
export function describeImageFailure(folder: string, error: string): string[] | undefined {
  // Terraform breaks lines at the width of its terminal.
  const text = error.replace(/\s+/g, " ");
  const [, type, id = ""] = ADDRESS.exec(text) ?? [];
  const stack = type === undefined ? undefined : readStack(folder);
  const [reason = ""] = text.split(/ with docker_/);
  const image = stack?.resource?.docker_image?.[id];
  if (type === "docker_image" && image !== undefined) return describeBuild(folder, image, reason);
  const pushed = stack?.resource?.docker_registry_image?.[id];
  const answer = wordsAfter(PUSH, reason);
  if (stack === undefined || pushed === undefined || answer === undefined) return undefined;
  return describePushFailure(pathOf(pushed), referenceOf(stack, pushed.name), answer);
}

/**
 * @param path of the construct
 * @param answer of the registry or, where it did not answer, of the engine
 */
export const describePushFailure = (path: string, reference: string, answer: string): string[] => [
  `Pushing the image of ${imageName(path)} to ${reference} failed:`,
  `  ${answer}`,
  ...(REFUSED.test(answer)
    ? ["Check that these credentials may push to it: aws sts get-caller-identity"]
    : []),
];

function describeBuild(folder: string, image: ImageResource, text: string): string[] | undefined {
  const build = image.build ?? image.dynamic?.build?.content;
  const reason = wordsAfter(BUILD, text);
  const early = wordsAfter(BEFORE_BUILD, text);
  if (build === undefined || (reason ?? early) === undefined) return undefined;
  const dockerfile = relative(root, resolve(folder, build.context, build.dockerfile));
  const stage = build.target === undefined ? "" : `, stage ${build.target}`;
  const head = `Building the image of ${imageName(pathOf(image))} failed (${dockerfile}${stage}):`;
  if (reason === undefined) return [head, `  ${early}`];
  const log = resolve(folder, build.build_log_file ?? "");
  if (build.build_log_file === undefined || !existsSync(log)) return [head, ...describeReason(reason, "")];
  return [
    head,
    ...describeReason(reason, readFileSync(log, "utf8")),
    `The builder's whole output: ${relative(root, log)}`,
  ];
}

/** The step that failed with the end of its output, or the builder's reason where no step has run. */
function describeReason(reason: string, log: string): string[] {
  const step = findFailedStep(log, reason);
  if (step === undefined) return [`  ${reason.replace(WRAPPING, "")}`];
  const hidden = step.output.length - TAIL_LINES;
  return [
    `  ${step.name}`,
    ...(hidden > 0 ? [`  | (${hidden} earlier lines)`] : []),
    // The bar also keeps a line such as "::error::" from being a command to a CI system.
    ...step.output.slice(-TAIL_LINES).map((line) => `  | ${line}`),
    `  ${step.error}`,
  ];
}

function wordsAfter(beginning: RegExp, text: string): string | undefined {
  const found = beginning.exec(text);
  return found === null ? undefined : text.slice(found.index + found[0].length).trim();
}

const pathOf = (resource: Named): string => resource["//"]?.metadata?.path ?? "";

/** `web`, or `web/proxy` for a container beside the service's own. */
function imageName(path: string): string {
  const [, service, name] = /^[^/]+\/(?:(.+)-containers\/)?(.+?)-(?:image|published)\//.exec(path) ?? [];
  return service === undefined ? (name ?? path) : `${service}/${name}`;
}

/** A pushed image names the resource that it comes from. */
function referenceOf(stack: Stack, name = ""): string {
  const [, type, id = ""] = /^\$\{(docker_image|docker_tag)\.([\w-]+)\./.exec(name) ?? [];
  if (type === "docker_image") return stack.resource?.docker_image?.[id]?.name ?? name;
  if (type === "docker_tag") return stack.resource?.docker_tag?.[id]?.target_image ?? name;
  return name;
}

const readStack = (folder: string): Stack =>
  JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Stack;
