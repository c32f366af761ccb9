import type { TaskPart } from "../../constructs/task/part";
import type { ServiceContext } from "./context";

/**
 * The region, which AWS SDKs want to know. Fargate tells it to each task; on an instance a task could only ask the
 * metadata service, which does not answer to it.
 */
export function instances({ environment, service }: ServiceContext): TaskPart | undefined {
  const known = "AWS_REGION" in service.environment || "AWS_REGION" in service.secrets;
  if (service.runsOn === undefined || known) return undefined;
  return { own: { environment: { AWS_REGION: environment.region } } };
}
