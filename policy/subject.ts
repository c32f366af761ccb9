import type { JudgedResource } from "./finding";
import { containersIn, type JudgedContainer } from "./readings/containers";
import { openingsIn, type Opening } from "./readings/openings";
import { policiesIn, type Policies } from "./readings/policies";
import { texts } from "./values";

/** What the rules are asked about: resources of one or several stacks, and what stands in their documents. */
export class Subject {
  private readonly byType: ReadonlyMap<string, readonly JudgedResource[]>;
  private readPolicies?: Policies;
  private readOpenings?: readonly Opening[];
  private readContainers?: readonly JudgedContainer[];

  constructor(
    readonly resources: readonly JudgedResource[],
    /** Whether the environment is protected. */
    readonly isProtected: boolean,
  ) {
    this.byType = Map.groupBy(resources, ({ type }) => type);
  }

  /** The resources of some types. */
  of(...types: readonly string[]): JudgedResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Every IAM and resource policy. */
  get policies(): Policies {
    return (this.readPolicies ??= policiesIn(this));
  }

  /** Every rule of every security group. */
  get openings(): readonly Opening[] {
    return (this.readOpenings ??= openingsIn(this));
  }

  /** Every container of every task definition that can be read here. */
  get containers(): readonly JudgedContainer[] {
    return (this.readContainers ??= containersIn(this));
  }
}

/** Whether a value that stands in a stack, at any depth, names a resource of that stack: by reference, or by its id. */
export function names(value: unknown, stack: string, resource: JudgedResource): boolean {
  if (resource.stack !== stack) return false;
  const { id, arn } = resource.values;
  // An instance of a resource may have any text for its key.
  const address = resource.address.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`\\b${address}(?![\\w-])`);
  return texts(value).some((text) => text === id || text === arn || pattern.test(text));
}
