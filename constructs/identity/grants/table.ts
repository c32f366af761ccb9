import { TABLE_INDEX } from "../../../environments/rules/resource-name";
import type { Statement } from "../policy";
import { arnOf, checked, type Place } from "./place";

export interface TableGrant {
  /** DynamoDB table, by name or ARN. */
  readonly table: string;
  /** Its indexes that are read too, by name. @default none */
  readonly indexes?: readonly string[];
  readonly to: "read" | "write" | "readwrite";
}

const READ = [
  "dynamodb:BatchGetItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DescribeTable",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
];
const WRITE = [
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
  "dynamodb:DescribeTable",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
];
/** All that an index can be asked for. */
const READ_INDEX = ["dynamodb:Query", "dynamodb:Scan"];

/** Rights to the items of one table. */
export function tableStatements(grant: TableGrant, place: Place): Statement[] {
  const table = arnOf(
    "table",
    grant.table,
    (partition) => `arn:${partition}:dynamodb:${place.region}:${place.account}:table/${grant.table}`,
    place,
  );
  const reads = grant.to !== "write";
  const writes = grant.to !== "read";
  const indexes = reads ? (grant.indexes ?? []).map((index) => checked("indexes", index, TABLE_INDEX)) : [];
  const items: Statement = {
    sid: "UseItems",
    actions: [...new Set([...(reads ? READ : []), ...(writes ? WRITE : [])])],
    resources: [table],
  };
  if (indexes.length === 0) return [items];
  return [
    items,
    {
      sid: "ReadIndexes",
      actions: READ_INDEX,
      resources: indexes.map((index) => `${table}/index/${index}`),
    },
  ];
}
