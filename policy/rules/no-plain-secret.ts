import { secretForm } from "../readings/secret-forms";
import type { Rule } from "../rule";
import { nested } from "../values";

export const noPlainSecret: Rule = {
  id: "no-plain-secret",
  doc: "No environment variable of a container holds what reads like a secret: by its name (`..._PASSWORD`, `..._TOKEN`, `..._API_KEY`), by the form of its value (AWS access keys, private keys, JSON web tokens, tokens of GitHub, GitLab, Slack and Stripe, URLs with a password, random texts) or because it refers to a secret's value. Everybody who may read the task definition could read it.",
  scope: "all",
  sources: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html"],
  check: ({ containers }) =>
    containers.flatMap(({ resource, values, where }) =>
      nested(values.environment).flatMap(({ name, value }) => {
        const form = typeof value === "string" ? secretForm(String(name), value) : undefined;
        if (form === undefined) return [];
        const problem = `must not hold a secret, got ${form}; name it in \`secrets\``;
        return [
          {
            resource,
            problem: `${where} environment variable ${String(name)} ${problem}`,
            variable: { container: String(values.name), name: String(name), problem },
          },
        ];
      }),
    ),
};
