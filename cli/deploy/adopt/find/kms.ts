import {
  DescribeKeyCommand,
  ListResourceTagsCommand,
  paginateListAliases,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import type { Account } from "../account";
import { carries } from "../own-tags";
import { byName, type Finders } from "./finder";

export const KMS: Finders = {
  // Keys have no names: the description and the environment's tags tell them apart.
  aws_kms_key: byName("description", async (description, { kms, tags }) => {
    const found: string[] = [];
    for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
      for (const { KeyId } of Keys) {
        const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
        if (KeyMetadata?.Description !== description || KeyMetadata.Enabled !== true) continue;
        if (carries(tags, { tags_all: await tagsOf(kms, KeyId) })) found.push(KeyMetadata.KeyId ?? "");
      }
    }
    return found;
  }),
  // It has no tags: the key that it leads to tells whether it is this one.
  aws_kms_alias: byName("name", async (name, { kms }, { target_key_id: key }) => {
    const found: string[] = [];
    for await (const { Aliases = [] } of paginateListAliases({ client: kms }, {})) {
      const same = Aliases.filter(({ AliasName, TargetKeyId }) => AliasName === name && TargetKeyId === key);
      found.push(...same.map(() => name));
    }
    return found;
  }),
};

async function tagsOf(kms: Account["kms"], KeyId: string | undefined): Promise<Record<string, string>> {
  const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
  return Object.fromEntries(Tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue]));
}
