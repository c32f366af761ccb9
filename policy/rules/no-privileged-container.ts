import type { Rule } from "../rule";
import { isOn } from "../values";

export const noPrivilegedContainer: Rule = {
  id: "no-privileged-container",
  doc: "No container is privileged: it would be root of the instance that it runs on, and of all other tasks there.",
  scope: "all",
  sources: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"],
  check: ({ containers }) =>
    containers
      .filter(({ values }) => isOn(values.privileged))
      .map(({ resource, where }) => ({
        resource,
        problem: `${where} must not be privileged, got true; add the single Linux capabilities that it needs`,
      })),
};
