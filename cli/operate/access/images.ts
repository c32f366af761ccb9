import { DescribeImagesCommand, GetRepositoryPolicyCommand, type ECRClient } from "@aws-sdk/client-ecr";
import { fail, pass, unknown, type Judgement } from "./model";
import type { EcrPlace } from "./needs";

export const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

const GONE = new Set(["ImageNotFoundException", "RepositoryNotFoundException"]);

export async function judgePresence(
  ecr: ECRClient,
  { account, id, repository }: EcrPlace,
  deploy: string,
): Promise<Judgement> {
  const imageId = id.includes(":") ? { imageDigest: id } : { imageTag: id };
  try {
    const { imageDetails = [] } = await ecr.send(
      new DescribeImagesCommand({ registryId: account, repositoryName: repository, imageIds: [imageId] }),
    );
    const [found] = imageDetails;
    const when = found?.imagePushedAt?.toISOString() ?? "an unknown time";
    return pass(`it is there, pushed at ${when}`);
  } catch (error) {
    const { name } = error as Error;
    if (!GONE.has(name)) throw error;
    const what = name.startsWith("Image")
      ? `repository ${repository} has no ${id}`
      : `there is no repository ${repository}`;
    return fail(what, `push it, or deploy an image that is there: ${deploy}`);
  }
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly Condition?: object;
}

interface Policy {
  readonly Statement?: Statement | readonly Statement[];
}

/** Whether the repository of another account lets a role of this one pull: its own policy alone is not enough. */
export async function judgeRepositoryPolicy(
  ecr: ECRClient,
  { account, repository }: EcrPlace,
  role: { readonly arn: string; readonly account: string },
): Promise<Judgement> {
  const repair = `let account ${account} allow ${PULL.join(", ")} to account ${role.account}: repository.pullAccounts of its environment`;
  try {
    const { policyText = "{}" } = await ecr.send(
      new GetRepositoryPolicyCommand({ registryId: account, repositoryName: repository }),
    );
    const { Statement = [] } = JSON.parse(policyText) as Policy;
    return judgePolicy(Statement, role, repair);
  } catch (error) {
    if ((error as Error).name !== "RepositoryPolicyNotFoundException") throw error;
    return fail("the repository has no policy, and is another account's", repair);
  }
}

/** @internal */
export function judgePolicy(
  statements: Statement | readonly Statement[],
  role: { readonly arn: string; readonly account: string },
  repair: string,
): Judgement {
  const about = [statements].flat().filter((each) => isAbout(each, role));
  const having = (effect: string, action: string) =>
    about.filter((each) => each.Effect === effect && covers(each.Action, action));
  const always = ({ Condition }: Statement) => Condition === undefined;
  const refused = PULL.filter(
    (action) => having("Deny", action).some(always) || having("Allow", action).length === 0,
  );
  if (refused.length > 0)
    return fail(`its policy does not allow ${refused.join(", ")} to account ${role.account}`, repair);
  const open = PULL.filter(
    (action) => having("Deny", action).length > 0 || !having("Allow", action).some(always),
  );
  return open.length === 0
    ? pass(`its policy allows account ${role.account} to pull`)
    : unknown(`its policy has conditions for ${open.join(", ")}, which are not weighed here`);
}

function isAbout(
  { Principal }: Statement,
  { account, arn }: { readonly arn: string; readonly account: string },
): boolean {
  const named = typeof Principal === "string" ? [Principal] : listOf(Principal?.AWS);
  return named.some(
    (each) =>
      each === "*" ||
      each === account ||
      each === arn ||
      new RegExp(`^arn:[^:]+:iam::${account}:root$`).test(each),
  );
}

const covers = (actions: Statement["Action"], action: string): boolean =>
  listOf(actions).some((each) =>
    new RegExp(
      `^${each
        .replace(/[.+^$()|[\]\\{}]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
      "i",
    ).test(action),
  );

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;
