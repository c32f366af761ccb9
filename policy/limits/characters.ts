import type { Finished } from "./finished";
import type { Excess } from "./limit";

/** Documents of IAM and KMS; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const POLICY_DOCUMENTS: Readonly<Record<string, string>> = {
  aws_iam_policy: "policy",
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_kms_key: "policy",
};

/** All but tab, line feed, carriage return, and U+0020 to U+00FF. */
const FOREIGN = /[^\t\n\r\u0020-\u00ff]/u;

/** Policies with characters that IAM refuses in every document. */
export const characterExcesses = (finished: Finished): Excess[] =>
  Object.entries(POLICY_DOCUMENTS).flatMap(([type, argument]) =>
    finished.of(type).flatMap((resource) => {
      const text = resource.values[argument];
      const foreign = typeof text === "string" ? FOREIGN.exec(text)?.[0] : undefined;
      return foreign === undefined
        ? []
        : [
            {
              resource,
              problem: `${argument} must have characters from U+0020 to U+00FF only, got ${JSON.stringify(foreign)}; IAM takes no others in a policy`,
            },
          ];
    }),
  );
