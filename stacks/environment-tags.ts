import { Aspects, TerraformResource, Token, type TerraformStack } from "cdktf";
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

/** Tags that only Terraform knows, of `Fn.merge` for example, are left as they are. */
const hasTags = (node: object): node is { tags: Tags; readonly tagsInput: Tags } =>
  "tagsInput" in node && typeof node.tagsInput === "object" && !Token.isUnresolved(node.tagsInput);
