import { GetRoleCommand, SimulatePrincipalPolicyCommand, type IAMClient } from "@aws-sdk/client-iam";
import { lastPart } from "../../deploy/watch/services";
import { fail, pass, unknown, type Judgement } from "./model";

const TASKS = "ecs-tasks.amazonaws.com";

/** Whether the role is there, and ECS may take it. */
export async function judgeRole(iam: IAMClient, roleArn: string, deploy: string): Promise<Judgement> {
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: lastPart(roleArn) }));
    const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
    return trust.includes(TASKS)
      ? pass(`it exists, and trusts ${TASKS}`)
      : fail(`it exists, but does not trust ${TASKS}`, `let it be assumed by ${TASKS}: ${deploy}`);
  } catch (error) {
    if (!(error as Error).name.startsWith("NoSuchEntity")) throw error;
    return fail("there is no such role", `make it: ${deploy}`);
  }
}

/** A right that a role must have. */
export interface Right {
  readonly roleArn: string;
  readonly actions: readonly string[];
  readonly resource: string;
  /** Through which service a key is used, when it is one. */
  readonly viaService?: string | undefined;
}

/**
 * Asks IAM itself whether a role may do something: its policies, its boundary and those of the organisation decide.
 *
 * @param emulated an emulator weighs no conditions: a refusal may be one that AWS would not speak
 */
export async function judgeRight(
  iam: IAMClient,
  { actions, resource, roleArn, viaService }: Right,
  { emulated, deploy }: { readonly emulated: boolean; readonly deploy: string },
): Promise<Judgement> {
  const { EvaluationResults = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: roleArn,
      ActionNames: [...actions],
      ResourceArns: [resource],
      ...(viaService !== undefined && {
        ContextEntries: [
          { ContextKeyName: "kms:ViaService", ContextKeyType: "string", ContextKeyValues: [viaService] },
        ],
      }),
    }),
  );
  const decided = new Map(EvaluationResults.map((each) => [each.EvalActionName, each]));
  const silent = actions.filter((action) => !decided.has(action));
  if (silent.length > 0) return unknown(`IAM says nothing of ${silent.join(", ")}`);
  const denied = actions.filter((action) => decided.get(action)?.EvalDecision !== "allowed");
  if (denied.length === 0) return pass(`allowed: ${actions.join(", ")}`);
  const said = denied.map((action) => `${action} (${decided.get(action)?.EvalDecision ?? "no decision"})`);
  if (emulated && viaService !== undefined) {
    return unknown(`not allowed: ${said.join(", ")}; but the emulator weighs no conditions`);
  }
  const absent = EvaluationResults.flatMap(({ MissingContextValues = [] }) => MissingContextValues);
  if (absent.length > 0) {
    return unknown(`not allowed: ${said.join(", ")}; it depends on ${[...new Set(absent)].join(", ")}`);
  }
  return fail(
    `not allowed: ${said.join(", ")}`,
    `allow ${denied.join(", ")} on ${resource} in role ${lastPart(roleArn)}; if the role is as Slipway makes it: ${deploy}`,
  );
}
