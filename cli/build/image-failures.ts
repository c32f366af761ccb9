import { describeBuild } from "./describe-build";
import { imageName, pathOf, readStack, referenceOf } from "./image-resources";

const ADDRESS = /\bwith (docker_image|docker_registry_image)\.([\w-]+)/;
/** What the docker provider writes before the words of the builder, or before its own where it cannot start one. */
const BUILD =
  /Error running \w+ build: (?:failed to solve: )?|Error mapping build attributes: (?:error resolving dockerfile path: )?/;
const PUSH = /Error pushing docker image: (?:Error pushing image\. .*?Full error: )?/;
/** Words of registries and of ECR for a user who may not push. */
const REFUSED = /^(?:denied|unauthorized|no basic auth credentials)|is not authorized to perform/;

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
  if (type === "docker_image" && image !== undefined) {
    const words = wordsAfter(BUILD, reason);
    return words === undefined ? undefined : describeBuild(folder, image, words);
  }
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

function wordsAfter(beginning: RegExp, text: string): string | undefined {
  const found = beginning.exec(text);
  return found === null ? undefined : text.slice(found.index + found[0].length).trim();
}
