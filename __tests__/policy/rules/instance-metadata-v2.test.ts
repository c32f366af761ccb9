import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("instance-metadata-v2");
const template = (metadata_options: unknown) => resource("aws_launch_template.t", { metadata_options });

test.each([
  { http_tokens: "required" },
  { http_endpoint: "disabled", http_tokens: "optional" },
  { http_tokens: "${var.tokens}" },
])("good: %j", (options) => {
  expect(problems([template(options)])).toEqual([]);
  expect(problems([template([options])])).toEqual([]);
});

test.each([
  [{ http_tokens: "optional" }, '"optional"'],
  [{}, "nothing"],
  [undefined, "nothing"],
])("bad: %j", (options, got) => {
  expect(problems([template(options)])).toEqual([
    `aws_launch_template.t.metadata_options.http_tokens must be "required", got ${got}; or switch http_endpoint off`,
  ]);
});
