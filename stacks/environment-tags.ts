import { Aspects, TerraformResource, type TerraformStack } from "cdktf";
import type { Environment } from "../environments/model";
import { tagsBeside } from "../environments/rules/tags";

type Tags = Environment["tags"];

/** Removes the tags of constructs, such as `Name`, for which the environment has a key of its own, in any case. */
export function preferEnvironmentTags(stack: TerraformStack, tags: Tags): void {
  Aspects.of(stack).add({
    visit: (node) => {
      if (TerraformResource.isTerraformResource(node) && hasTags(node)) {
        node.tags = tagsBeside(tags, node.tagsInput);
      }
    },
  });
}

const hasTags = (node: object): node is { tags: Tags; readonly tagsInput: Tags } =>
  "tagsInput" in node && node.tagsInput !== undefined;
