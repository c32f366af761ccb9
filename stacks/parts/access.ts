import { grantStatements } from "../../constructs/identity/grants";
import type { Statement } from "../../constructs/identity/policy";
import { importActions } from "../../constructs/registry/pull-through-cache";
import type { TaskPart } from "../../constructs/task/part";
import type { ServiceContext } from "./context";

/** What the application may do in AWS, and what the first pull of a cached image needs. */
export function access(context: ServiceContext): TaskPart | undefined {
  const { account, region } = context.environment;
  const taskStatements = grantStatements(context.service.access ?? [], { account, region });
  const executionStatements = importStatements(context);
  if (taskStatements.length + executionStatements.length === 0) return undefined;
  return { taskStatements, executionStatements };
}

/** The first pull of an image from behind a cache fetches it, and makes a repository for it. */
function importStatements({ environment, service, image, imageOf }: ServiceContext): Statement[] {
  const own = `:ecr:${environment.region}:${environment.account}:repository/`;
  const prefixes = (environment.registry?.pullThrough ?? []).map(({ prefix }) => `${own}${prefix}/`);
  const images = [image, ...(service.containers ?? []).map(imageOf)];
  const cached = images.flatMap(({ repositoryArn: arn }) =>
    arn !== undefined && prefixes.some((prefix) => arn.includes(prefix)) ? [arn] : [],
  );
  return cached.length === 0
    ? []
    : [{ sid: "ImportImages", actions: importActions, resources: [...new Set(cached)].sort() }];
}
