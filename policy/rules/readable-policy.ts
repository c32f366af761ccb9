import { containerList, TASK } from "../readings/containers";
import type { Rule } from "../rule";
import { isReference } from "../values";

/** On a plan a document that nobody knows yet is absent, and not judged twice. */
export const readablePolicy: Rule = {
  id: "readable-policy",
  doc: "Policies and container definitions are JSON that can be read before Terraform runs, so that the other rules see them; single values in them may be references.",
  scope: "all",
  sources: [],
  check: (subject) => [
    ...subject.policies.unreadable.map(({ resource, where }) => ({
      resource,
      problem: `${where} must be JSON that can be checked here, got a reference; write it with policyJson`,
    })),
    ...subject
      .of(TASK)
      .filter((task) => isReference(task.values.container_definitions) && containerList(task) === undefined)
      .map((resource) => ({
        resource,
        problem: `${resource.address}.container_definitions must be JSON that can be checked here, got a reference; write it with canonicalJson`,
      })),
  ],
};
