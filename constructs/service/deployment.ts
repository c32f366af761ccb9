import { Op, TerraformSelf, type Postcondition } from "cdktf";

/**
 * The circuit breaker restores the earlier revision and leaves a service that is steady again, which alone would look
 * like success. So the service must run the revision that it was asked to run.
 */
export function truthfulDeployment(serviceName: string, taskDefinitionArn: string): Postcondition {
  return {
    condition: Op.eq(TerraformSelf.getString("task_definition"), taskDefinitionArn),
    errorMessage:
      `The deployment of service ${serviceName} was rolled back: new tasks did not become healthy, and the earlier ` +
      "revision serves again. The events and stopped tasks of the service in ECS and its log group tell why; " +
      "correct the cause and apply again.",
  };
}
