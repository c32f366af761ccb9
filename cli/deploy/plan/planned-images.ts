import type { Environment } from "../../../environments/model";
import type { DeployedImage } from "../image-names";
import type { PlanJson } from "../../../plan/plan-json";
import type { SynthesisedStack } from "./synthesised-stack";
import { nameIn } from "../../../environments/rules/names";

/** The image of one container, before and after a deployment. */
export interface ImageMove {
  /** `web`, `web/proxy`. */
  readonly name: string;
  /** Full reference; absent when nothing runs yet. */
  readonly from?: string;
  /** Full reference; absent where only the deployment itself will tell. */
  readonly to?: string;
}

interface Container {
  readonly name: string;
  readonly image: string;
}

const TASK_DEFINITION = "aws_ecs_task_definition";

interface Sources {
  /** The services stack, as Terraform gets it. */
  readonly stack: SynthesisedStack;
  /** Its plan, which may not be there yet. */
  readonly plan: PlanJson | undefined;
  /** References of the current release, by the images' names. */
  readonly released: Readonly<Record<string, string>>;
}

/** What a deployment does to each of the images. */
export function plannedImages(
  environment: Pick<Environment, "project" | "name">,
  images: readonly DeployedImage[],
  { stack, plan, released }: Sources,
): ImageMove[] {
  const changes = plan?.resource_changes ?? [];
  return images.map(({ name, service, container }) => {
    const family = nameIn(environment, service);
    const changeOf = (type: string, key: string) =>
      changes.find(
        (each) => each.type === type && (each.change.after ?? each.change.before)?.[key] === family,
      )?.change;
    const definition = changeOf(TASK_DEFINITION, "family");
    const running = changeOf("aws_ecs_service", "name")?.before?.task_definition;
    // A deployment that failed has left a definition that nothing runs.
    const from =
      running !== undefined && running === definition?.before?.arn
        ? imageIn(definition.before.container_definitions, container)
        : running === undefined && plan !== undefined
          ? undefined
          : released[name];
    const to =
      imageIn(definition?.after?.container_definitions, container) ??
      // Not known to the plan as soon as anything in it is not; the image itself is written in the stack.
      imageIn(written(stack, family), container);
    return {
      name,
      ...(from !== undefined && { from }),
      ...(to !== undefined && !to.includes("${") && { to }),
    };
  });
}

export function imageIn(definitions: unknown, container: string): string | undefined {
  if (typeof definitions !== "string") return undefined;
  try {
    return (JSON.parse(definitions) as readonly Container[]).find(({ name }) => name === container)?.image;
  } catch {
    // With references in it the text need not be JSON.
    return undefined;
  }
}

const written = ({ resource = {} }: SynthesisedStack, family: string): unknown =>
  Object.values(
    (resource[TASK_DEFINITION] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ).find((definition) => definition.family === family)?.container_definitions;

export interface ImageParts {
  /** With its registry. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** `<repository>[:tag][@sha256:...]` in its parts. */
export function imageParts(reference: string): ImageParts {
  const [named = "", digest] = reference.split("@", 2);
  const colon = named.lastIndexOf(":");
  const tagged = colon > named.lastIndexOf("/");
  return {
    repository: tagged ? named.slice(0, colon) : named,
    ...(tagged && { tag: named.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}
