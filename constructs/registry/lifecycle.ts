import { refuse, shown } from "../../environments/errors";
import {
  COMMIT_TAG_PREFIX,
  CONTENT_TAG_PREFIX,
  RELEASE_TAG_PREFIX,
  ROLLBACK_DEPTH,
  VERSION_TAG_PREFIX,
} from "../../environments/rules/image-tags";
import { canonicalJson } from "../canonical-json";

/** Which images a repository lets go, and when. Earlier rules win: what one claims, no later one can expire. */
export interface LifecycleRule {
  /**
   * Images without a tag, all images, or images with a tag that begins with one of these texts (each of them
   * counts by its own).
   */
  readonly select: "untagged" | "any" | { readonly tagPrefixes: readonly string[] };
  /** The newest so many stay, or those pushed within so many days; whole numbers from 1. */
  readonly keep: { readonly newest: number } | { readonly days: number };
  /** Why; shown in the console. @default none */
  readonly description?: string;
}

/** More than a repository ever holds of one kind: a rule that keeps so many claims its images and expires none. */
const ALL = 9999;

/** Tags that stand on images which may be running somewhere. */
const OUR_PREFIXES = [CONTENT_TAG_PREFIX, COMMIT_TAG_PREFIX, VERSION_TAG_PREFIX, RELEASE_TAG_PREFIX];
const RELEASED_PREFIXES = [RELEASE_TAG_PREFIX, VERSION_TAG_PREFIX];

/**
 * The rules for the tags that are pushed here: released images stay, of the others the newest.
 *
 * @param options.keepImages images that stay beside the released ones, at least 20. @default 100
 * @param options.untaggedDays days until an untagged image goes, at least 1. @default 14
 */
export function defaultLifecycle(
  options: { readonly keepImages?: number; readonly untaggedDays?: number } = {},
): readonly LifecycleRule[] {
  return [
    {
      select: { tagPrefixes: RELEASED_PREFIXES },
      keep: { newest: ALL },
      description: "Released images stay",
    },
    {
      select: { tagPrefixes: [CONTENT_TAG_PREFIX] },
      keep: { newest: options.keepImages ?? 100 },
      description: "Of all other builds, the newest stay",
    },
    {
      select: "untagged",
      keep: { days: options.untaggedDays ?? 14 },
      description: "An image without a tag can not be deployed",
    },
  ];
}

/**
 * The lifecycle policy document of ECR, in canonical form. A rule that could expire an image that is deployed, or
 * that a rollback needs, is refused.
 */
export function lifecyclePolicyJson(rules: readonly LifecycleRule[]): string {
  refuse("lifecycle", lifecycleProblems(rules));
  const selections = rules.flatMap(({ select, keep, description }) =>
    tagChoices(select).map((choice) => ({
      action: { type: "expire" },
      description,
      selection: {
        ...choice,
        ...("newest" in keep
          ? { countType: "imageCountMoreThan", countNumber: keep.newest }
          : { countType: "sinceImagePushed", countUnit: "days", countNumber: keep.days }),
      },
    })),
  );
  return canonicalJson({ rules: selections.map((rule, index) => ({ ...rule, rulePriority: index + 1 })) });
}

/**
 * One ECR rule for each prefix: ECR reads several prefixes in one rule as "has a tag for every one of them".
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
function tagChoices(select: LifecycleRule["select"]): object[] {
  if (typeof select === "string") return [{ tagStatus: select }];
  return select.tagPrefixes.map((prefix) => ({ tagStatus: "tagged", tagPrefixList: [prefix] }));
}

function lifecycleProblems(rules: readonly LifecycleRule[]): string[] {
  if (rules.length === 0) return ["rules must have at least one rule, got none"];
  const claimed: string[] = [];
  return rules.flatMap((rule, index) => {
    const name = `rule ${index + 1}`;
    const problems = [...amountProblems(name, rule.keep), ...selectionProblems(name, rule, claimed)];
    if (typeof rule.select === "object") claimed.push(...rule.select.tagPrefixes);
    return problems;
  });
}

function amountProblems(name: string, keep: LifecycleRule["keep"]): string[] {
  const [unit, amount] = "newest" in keep ? ["newest", keep.newest] : ["days", keep.days];
  return Number.isSafeInteger(amount) && amount >= 1
    ? []
    : [`${name} keep.${unit} must be a whole number from 1, got ${shown(amount)}`];
}

function selectionProblems(
  name: string,
  { select, keep }: LifecycleRule,
  claimed: readonly string[],
): string[] {
  if (select === "untagged") return [];
  if (select === "any") {
    return [
      `${name} must select untagged images or tag prefixes, got "any", which could expire a deployed image; ` +
        "name the prefixes",
    ];
  }
  if (select.tagPrefixes.length === 0 || select.tagPrefixes.includes("")) {
    return [
      `${name} select.tagPrefixes must have at least one prefix and none empty, got ${shown(select.tagPrefixes)}`,
    ];
  }
  return select.tagPrefixes.flatMap((prefix) => {
    const ours = OUR_PREFIXES.some((own) => overlap(own, prefix));
    const missing = ours
      ? RELEASED_PREFIXES.filter((released) => !claims([...claimed, prefix], released))
      : OUR_PREFIXES.slice(0, 1).filter((own) => !claims(claimed, own));
    const depth = "newest" in keep ? keep.newest : 0;
    if (ours && depth < ROLLBACK_DEPTH) {
      const got = "newest" in keep ? `the newest ${keep.newest}` : `${keep.days} days`;
      return [
        `${name} must keep at least the newest ${ROLLBACK_DEPTH} images with a tag "${prefix}...", got ${got}, ` +
          "which could expire a deployed image or one that a rollback needs",
      ];
    }
    // A rule that keeps everything expires nothing, wherever it stands.
    if (missing.length === 0 || depth >= ALL) return [];
    return [
      `${name} (tag "${prefix}...") must come after rules for ${missing.map((tag) => `"${tag}"`).join(" and ")}, ` +
        "got none before it; an image has several tags, and the first rule that selects it decides",
    ];
  });
}

/** Whether one tag can begin with both. */
const overlap = (left: string, right: string): boolean => left.startsWith(right) || right.startsWith(left);

/** Whether some prefix selects every tag that begins with `wanted`. */
const claims = (prefixes: readonly string[], wanted: string): boolean =>
  prefixes.some((prefix) => wanted.startsWith(prefix));
