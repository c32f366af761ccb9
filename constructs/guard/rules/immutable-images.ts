import { nested, resources, type Rule } from "../document";
import { readJson } from "../json-text";

/** What runs can be told from its name for ever: no repository whose tags move, no image called `latest`. */
export const immutableImages: Rule = (document) => [
  ...resources(document, "aws_ecr_repository")
    .filter(({ block }) => block.image_tag_mutability !== "IMMUTABLE")
    .map(({ address, block }) => {
      const got = block.image_tag_mutability ?? "MUTABLE";
      return `${address} must have immutable tags, got ${JSON.stringify(got)}; remove \`mutable\` from its repository`;
    }),
  ...resources(document, "aws_ecs_task_definition").flatMap(({ address, block }) => {
    const containers = readJson(String(block.container_definitions));
    if (!Array.isArray(containers)) {
      return [`${address}.container_definitions must be JSON that can be checked here, got a reference`];
    }
    return nested(containers)
      .map((container) => String(container.image))
      .filter((image) => !isPinned(image))
      .map(
        (image) =>
          `${address} must run an image with a tag other than latest, or with a digest, got "${image}"`,
      );
  }),
];

/** A reference that ends in an expression is as good as what it refers to. */
function isPinned(image: string): boolean {
  if (image.includes("@") || image.endsWith("}")) return true;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag !== undefined && tag !== "latest";
}
