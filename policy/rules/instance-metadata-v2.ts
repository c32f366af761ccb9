import { shown } from "../../environments/errors";
import type { Rule } from "../rule";
import { isReference, nested } from "../values";

export const instanceMetadataV2: Rule = {
  id: "instance-metadata-v2",
  doc: "Instances answer questions about themselves to callers with a session token only (IMDSv2), or not at all: a request that an application was talked into does not get the instance's credentials.",
  scope: "all",
  sources: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"],
  check: (subject) =>
    subject
      .of("aws_launch_template", "aws_instance")
      .filter(
        ({ values }) =>
          !nested(values.metadata_options).some(
            (options) =>
              options.http_tokens === "required" ||
              options.http_endpoint === "disabled" ||
              isReference(options.http_tokens),
          ),
      )
      .map((resource) => ({
        resource,
        problem: `${resource.address}.metadata_options.http_tokens must be "required", got ${shown(nested(resource.values.metadata_options)[0]?.http_tokens ?? undefined)}; or switch http_endpoint off`,
      })),
};
