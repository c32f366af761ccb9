import {
  DescribeKeyCommand,
  type KeyMetadata,
  ListResourceTagsCommand,
  paginateListAliases,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { itemsOf } from "../../../aws/items-of";
import type { Account } from "../account";
import { carries } from "../own-tags";
import { byName, orMissing, type Finders } from "./finder";

/** Keys that are read together. */
const AT_ONCE = 50;

export const KMS: Finders = {
  // Keys have no names: the description and the environment's tags tell them apart.
  aws_kms_key: byName("description", async (description, { kms, tags }) => {
    const found: string[] = [];
    for (const { KeyId = "", Description, Enabled } of await readableKeys(kms)) {
      if (Description !== description || Enabled !== true) continue;
      if (carries(tags, { tags_all: await tagsOf(kms, KeyId) })) found.push(KeyId);
    }
    return found;
  }),
  // It has no tags: the key that it leads to tells whether it is this one.
  aws_kms_alias: byName("name", async (name, { kms: client }, { target_key_id: key }) => {
    const aliases = await itemsOf(paginateListAliases({ client }, {}), ({ Aliases }) => Aliases);
    return aliases
      .filter(({ AliasName, TargetKeyId }) => AliasName === name && TargetKeyId === key)
      .map(() => name);
  }),
};

/**
 * The account's keys, without those whose own policies refuse the caller: the policies of Slipway's keys leave the
 * decision to IAM.
 *
 * @throws when IAM refuses to describe keys
 */
async function readableKeys(kms: Account["kms"]): Promise<KeyMetadata[]> {
  const keys: KeyMetadata[] = [];
  const refusals: Error[] = [];
  const read = async (KeyId: string | undefined): Promise<KeyMetadata[]> => {
    try {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      return KeyMetadata === undefined ? [] : [KeyMetadata];
    } catch (error) {
      if (!(error instanceof Error) || !error.name.startsWith("AccessDenied")) throw error;
      refusals.push(error);
      return [];
    }
  };
  for await (const { Keys = [] } of paginateListKeys({ client: kms, pageSize: AT_ONCE }, {})) {
    const found = await Promise.all(Keys.map(({ KeyId }) => orMissing(read(KeyId))));
    keys.push(...found.flat());
  }
  const byIam = refusals.find(({ message }) => !isOfPolicy(message));
  if (keys.length === 0 && byIam !== undefined) throw byIam;
  return keys;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const isOfPolicy = (message: string): boolean => message.includes("resource-based policy");

async function tagsOf(kms: Account["kms"], KeyId: string): Promise<Record<string, string>> {
  const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
  return Object.fromEntries(Tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue]));
}
