import type { Task, TaskDefinition } from "@aws-sdk/client-ecs";
import { wrapped } from "./text";

const IMAGE = /CannotPull|ImagePull|pull image|image digest|ManifestUnknown/i;
const SECRET = /secret|ssm|parameter/i;

/**
 * What a task that did not start needs, when ECS names it: its images or its secrets, never their values.
 *
 * @param reason what ECS says of its deployment
 */
export function causeLines(task: Task, definition: TaskDefinition | undefined, reason: string): string[] {
  const cause = neverStartedBy(task, reason);
  if (cause === undefined) return [];
  return cause.kind === "image" ? imageLines(task, cause.said) : secretLines(definition, cause.said);
}

/** What kept a task from starting, by what ECS says of it; `undefined` when it started, or for any other reason. */
export function neverStartedBy(
  task: Task,
  reason: string,
): { readonly kind: "image" | "secret"; readonly said: string } | undefined {
  if (task.startedAt !== undefined) return undefined;
  const said = [task.stoppedReason, ...(task.containers ?? []).map((each) => each.reason), reason].join(" ");
  if (IMAGE.test(said)) return { kind: "image", said };
  return SECRET.test(said) ? { kind: "secret", said } : undefined;
}

function imageLines({ containers = [] }: Task, said: string): string[] {
  const named = containers.filter(({ image = "" }) => image !== "" && said.includes(image));
  return [
    ...(named.length > 0 ? named : containers).flatMap(({ image = "", name = "" }) =>
      wrapped(4, `container ${name} wants the image ${image}`),
    ),
    ...wrapped(
      4,
      "the image must be in its repository, for the processor of the task, and the execution role must be " +
        "allowed to read it; the subnets of the task must reach the registry",
    ),
  ];
}

function secretLines(definition: TaskDefinition | undefined, said: string): string[] {
  const all = (definition?.containerDefinitions ?? []).flatMap(({ name = "", secrets = [] }) =>
    secrets.map((secret) => ({ container: name, variable: secret.name ?? "", from: secret.valueFrom ?? "" })),
  );
  // The reference of a task definition may end with a key, which ECS does not repeat.
  const named = all.filter(
    ({ from, variable }) => said.includes(from) || said.includes(`variable ${variable}`),
  );
  return [
    ...(named.length > 0 ? named : all).flatMap(({ container, from, variable }) =>
      wrapped(4, `container ${container} takes ${variable} from ${from}`),
    ),
    ...wrapped(
      4,
      "each of them must exist and have a value under its key, and the execution role must be allowed to read it; " +
        "the subnets of the task must reach the service that keeps it",
    ),
  ];
}
