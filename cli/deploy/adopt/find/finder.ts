import type { Values } from "../../../../plan/plan-json";
import { text } from "../../../../plan/resources";
import type { Account } from "../account";

/** A resource of the account that a planned resource would be. */
export interface Match {
  /** What `import` takes, as the "Import" section of the resource's page in the AWS provider's documentation has it. */
  readonly id: string;
  /** Its `id` in a state. @default the same */
  readonly stateId?: string;
  /** Why it is not adopted. @default it is */
  readonly refused?: string;
}

/**
 * Looks for what a plan would create, by its planned values. Finds nothing as long as the plan does not know a value that
 * it is found by, such as the ID of a VPC that is not adopted yet.
 */
export type Finder = (planned: Values, account: Account) => Promise<readonly Match[]>;

/** Finders of the types of one AWS service. */
export type Finders = Readonly<Record<string, Finder>>;

/** A finder for a type with a physical name; `find` returns its import IDs. */
export const byName =
  (
    key: string,
    find: (name: string, account: Account, planned: Values) => Promise<readonly (string | undefined)[]>,
  ): Finder =>
  async (planned, account) => {
    const name = text(planned, key);
    return name === undefined ? [] : matches(await orMissing(find(name, account, planned)));
  };

export const matches = (ids: readonly (string | undefined)[]): Match[] =>
  ids.flatMap((id) => (id === undefined ? [] : [{ id }]));

/** Codes of "does not exist": `NoSuchEntityException`, `LoadBalancerNotFound`, `DBInstanceNotFoundFault`, S3's `NotFound`. */
const MISSING = /NotFound|NoSuch/;

/** The answer, or nothing when the resource does not exist. */
export async function orMissing<T>(found: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && MISSING.test(error.name)) return [];
    throw error;
  }
}
