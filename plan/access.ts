import { covers, EXCEPT, type Grant, grantsOf } from "./policy-grants";
import type { Values } from "./plan-json";
import { referred } from "./references";
import { isSensitive, nameOf, type Resource, text } from "./resources";
import { byText, type Line, line, listed, type Words, words } from "./words";

/** Rights that somebody gets or loses. */
export interface AccessChange {
  readonly effect: "widened" | "narrowed";
  /** Name of the role or of the resource whose policy it is. */
  readonly subject: string;
  /** `role`: what it may do. `trust`: who may become it. `resource`: who may use the resource. */
  readonly kind: "role" | "trust" | "resource";
  /** A denial that comes (narrowed) or goes (widened). */
  readonly denial: boolean;
  /** Sorted; empty where a policy is attached as a whole, or could not be read. */
  readonly actions: readonly string[];
  /** Sorted; of the policy's own words, or the attached policy. Empty in a trust policy. */
  readonly resources: readonly string[];
  /** Sorted; empty in the policy of a role. */
  readonly principals: readonly string[];
  /** Canonical JSON of the condition; absent when there is none. */
  readonly condition?: string;
  /** Why there is no more to say. Absent where there is. */
  readonly note?: string;
}

/** Attributes that hold policy documents, by resource type. */
const DOCUMENTS: Readonly<
  Record<string, { readonly attribute: string; readonly kind: AccessChange["kind"] }>
> = {
  aws_cloudwatch_log_resource_policy: { attribute: "policy_document", kind: "resource" },
  aws_ecr_registry_policy: { attribute: "policy", kind: "resource" },
  aws_ecr_repository_policy: { attribute: "policy", kind: "resource" },
  aws_ecrpublic_repository_policy: { attribute: "policy", kind: "resource" },
  aws_efs_file_system_policy: { attribute: "policy", kind: "resource" },
  aws_iam_policy: { attribute: "policy", kind: "role" },
  aws_iam_role: { attribute: "assume_role_policy", kind: "trust" },
  aws_iam_role_policy: { attribute: "policy", kind: "role" },
  aws_iam_user_policy: { attribute: "policy", kind: "role" },
  aws_kms_key: { attribute: "policy", kind: "resource" },
  aws_s3_bucket_policy: { attribute: "policy", kind: "resource" },
  aws_secretsmanager_secret_policy: { attribute: "policy", kind: "resource" },
  aws_sns_topic_policy: { attribute: "policy", kind: "resource" },
  aws_sqs_queue_policy: { attribute: "policy", kind: "resource" },
  aws_vpc_endpoint: { attribute: "policy", kind: "resource" },
};

/** What widens first; then by name. */
export function accessOf(resources: readonly Resource[]): AccessChange[] {
  const changed = resources.filter(({ effect }) => effect !== undefined);
  return changed
    .flatMap((resource) => [...documentChanges(resource, resources), ...attachments(resource)])
    .sort((one, other) => byText(order(one), order(other)));
}

const order = ({ effect, kind, subject, actions, resources, principals }: AccessChange): string =>
  [effect === "widened" ? 0 : 1, subject, kind, ...principals, ...actions, ...resources].join(" ");

function documentChanges(resource: Resource, all: readonly Resource[]): AccessChange[] {
  const { type, before, after, change } = resource;
  const document = DOCUMENTS[type];
  if (document === undefined) return [];
  const { attribute, kind } = document;
  const [one, other] = [text(before, attribute), text(after, attribute)];
  const subject = subjectOf(resource, all);
  const [old, fresh] = [grantsOf(one), grantsOf(other)];
  const unread = (note: string) => [
    {
      effect: "widened",
      subject,
      kind,
      denial: false,
      actions: [],
      resources: [],
      principals: [],
      note,
    } as const,
  ];
  if (after !== undefined && other === undefined && unknown(resource, attribute)) {
    return unread("its policy is known after the deployment only");
  }
  if (isSensitive(change.before_sensitive, attribute) || isSensitive(change.after_sensitive, attribute)) {
    return one === other ? [] : unread("its policy changes, and is marked as sensitive");
  }
  if (old === undefined || fresh === undefined) return unread("its policy could not be read");
  const more = fresh.filter((grant) => !old.some((each) => covers(each, grant)));
  const less = old.filter((grant) => !fresh.some((each) => covers(each, grant)));
  return [
    ...changes(
      more.filter(({ allow }) => allow),
      "widened",
      { subject, kind },
    ),
    ...changes(
      less.filter(({ allow }) => !allow),
      "widened",
      { subject, kind },
    ),
    ...changes(
      less.filter(({ allow }) => allow),
      "narrowed",
      { subject, kind },
    ),
    ...changes(
      more.filter(({ allow }) => !allow),
      "narrowed",
      { subject, kind },
    ),
  ];
}

const unknown = ({ change: { after_unknown } }: Resource, attribute: string): boolean =>
  typeof after_unknown === "object" && after_unknown[attribute] === true;

/** Grants that differ in one thing only are said in one line. */
function changes(
  grants: readonly Grant[],
  effect: AccessChange["effect"],
  of: Pick<AccessChange, "subject" | "kind">,
): AccessChange[] {
  const byResource = grouped(grants, ({ allow, principal, resource, condition }) => [
    String(allow),
    principal,
    resource,
    condition,
  ]);
  const lines = byResource.map((group) => ({
    grant: group[0],
    actions: unique(group, ({ action }) => action),
  }));
  const byActions = grouped(lines, ({ grant, actions }) => [
    String(grant?.allow),
    grant?.principal ?? "",
    actions.join(" "),
    grant?.condition ?? "",
  ]);
  return byActions.flatMap((group) => {
    const [first] = group;
    if (first?.grant === undefined) return [];
    const { allow, principal, condition } = first.grant;
    return [
      {
        effect,
        ...of,
        denial: !allow,
        actions: first.actions,
        resources: unique(group, ({ grant }) => referred(grant?.resource ?? "")),
        principals: principal === "" ? [] : [referred(principal)],
        ...(condition !== "" && { condition: referred(condition) }),
      },
    ];
  });
}

const unique = <T>(items: readonly T[], of: (item: T) => string): string[] =>
  [...new Set(items.map(of))].filter((each) => each !== "").sort(byText);

function grouped<T>(items: readonly T[], keyOf: (item: T) => readonly string[]): T[][] {
  return [...Map.groupBy(items, (item) => JSON.stringify(keyOf(item))).values()];
}

/** The role, repository or bucket that a policy speaks of. */
function subjectOf({ address, before, after, type }: Resource, all: readonly Resource[]): string {
  const values: Values | undefined = after ?? before;
  if (type === "aws_iam_role") return nameOf(values) ?? address;
  const reference = ["role", "repository", "bucket", "user", "arn", "secret_arn", "file_system_id"]
    .map((key) => text(values, key))
    .find((value) => value !== undefined);
  if (reference === undefined) return nameOf(values) ?? address;
  const owner = all.find((each) => referred(reference).startsWith(`${each.address}.`));
  return owner === undefined ? referred(reference) : (nameOf(owner.after ?? owner.before) ?? owner.address);
}

function attachments({ type, before, after }: Resource): AccessChange[] {
  if (type !== "aws_iam_role_policy_attachment") return [];
  const said = (effect: AccessChange["effect"], values: Values): AccessChange => ({
    effect,
    subject: referred(text(values, "role") ?? ""),
    kind: "role",
    denial: false,
    actions: [],
    resources: [referred(text(values, "policy_arn") ?? "a policy that is made now")],
    principals: [],
  });
  const same = ["role", "policy_arn"].every((key) => text(before, key) === text(after, key));
  if (same) return [];
  return [
    ...(after === undefined ? [] : [said("widened", after)]),
    ...(before === undefined ? [] : [said("narrowed", before)]),
  ];
}

/** Whatever action, whatever resource, whoever comes. */
const isBroad = ({ effect, denial, actions, resources, principals }: AccessChange): boolean =>
  effect === "widened" &&
  !denial &&
  (principals.includes("*") ||
    actions.some((action) => action === "*" || action.endsWith(":*") || action.startsWith(EXCEPT)) ||
    resources.some((resource) => /AdministratorAccess|PowerUserAccess|IAMFullAccess/.test(resource)));

export const accessLines = (changes: readonly AccessChange[]): Line[] =>
  changes.map((change) => {
    const { effect, subject, note } = change;
    const head = words`${[effect === "widened" ? "wider" : "narrower"]}: ${subject} `;
    return line([...head, ...(note === undefined ? sentence(change) : [note])], isBroad(change));
  });

function sentence({ effect, kind, denial, actions, resources, principals, condition }: AccessChange): Words {
  const gained = effect === "widened";
  if (kind === "role" && actions.length === 0)
    return words`${[gained ? "gets" : "loses"]} ${listed(resources)}`;
  const verb = denial
    ? gained
      ? "is no longer denied"
      : "is denied"
    : kind === "role"
      ? gained
        ? "may"
        : "may no longer"
      : gained
        ? "lets"
        : "no longer lets";
  const on = resources.length === 0 ? [] : words` on ${listed(resources)}`;
  const when = condition === undefined ? [] : words` when ${condition}`;
  const whom = kind === "role" ? [] : words`${listed(principals)} do `;
  return [...words`${[verb]} ${whom}${listed(actions)}`, ...on, ...when];
}
