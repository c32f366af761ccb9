import type { JudgedResource } from "./finding";
import { nested, type Block } from "./values";

/** Data sources that say what policies allow. */
const DATA = ["aws_iam_policy_document"];

/** The resources of a synthesised stack (`cdk.tf.json`), with the data sources that policies are written in. */
export function synthesisedResources(stack: string, json: unknown): JudgedResource[] {
  const { resource = {}, data = {} } = json as { readonly resource?: Block; readonly data?: Block };
  const documents = Object.entries(data).filter(([type]) => DATA.includes(type));
  return [
    ...Object.entries(resource).flatMap(([type, blocks]) => resourcesOf(stack, type, blocks)),
    ...documents.flatMap(([type, blocks]) => resourcesOf(stack, `data.${type}`, blocks)),
  ];
}

const resourcesOf = (stack: string, type: string, blocks: unknown): JudgedResource[] =>
  nested(blocks).flatMap((byId) =>
    Object.entries(byId).map(([id, values]) => ({
      stack,
      address: `${type}.${id}`,
      type,
      values: values as Block,
    })),
  );
