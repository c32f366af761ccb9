/** The arguments of one resource or data source. */
export type Block = Readonly<Record<string, unknown>>;

/** What the rules read: the JSON that Terraform gets. */
export interface StackDocument {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

/** Finds what a stack must not contain; one sentence for each finding. */
export type Rule = (document: StackDocument) => string[];

export interface Resource {
  readonly type: string;
  /** As a reference writes it, for example `aws_s3_bucket.logs`. */
  readonly address: string;
  readonly block: Block;
}

/** Every resource, or every resource of one type. */
export function resources(document: StackDocument, type?: string): Resource[] {
  return Object.entries(document.resource ?? {})
    .filter(([each]) => type === undefined || each === type)
    .flatMap(([each, blocks]) =>
      Object.entries(blocks).map(([id, block]) => ({ type: each, address: `${each}.${id}`, block })),
    );
}

/** Whether a value, at any depth, refers to a resource. */
export function refersTo(value: unknown, address: string): boolean {
  const pattern = new RegExp(`\\b${address.replaceAll(".", "\\.")}(?![\\w-])`);
  return texts(value).some((text) => pattern.test(text));
}

/** A nested block is a list or a single object in Terraform's JSON; either way as a list. */
export function nested(value: unknown): Block[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is Block => typeof each === "object" && each !== null);
}

/** A value or a list of values, as a list of texts; anything else is left out. */
export function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(texts);
}
