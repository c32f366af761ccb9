import { problemsOf } from "../../support/language";

const route = { path: "/*" };
const message = (project: string, type: string, reserved: string): unknown[] => [
  expect.stringMatching(
    new RegExp(
      `^project must suit the beginning of ${type} names, .*${reserved}.*, got "${project}"; choose another`,
    ),
  ),
];

it.each([
  ["internal", {}, { route }, "aws_lb", "not begin with internal-"],
  ["sg", {}, {}, "aws_security_group", "not begin with sg-"],
  ["sg-shop", {}, { route }, "aws_security_group", "not begin with sg-"],
  ["sthree", {}, {}, "aws_s3_bucket", "none of the beginnings"],
])("reports the project %s in one line", (project, change, service, type, reserved) =>
  expect(problemsOf({ ...change, project }, service)).toEqual(message(project, type, reserved)),
);

it.each(["internal", "ecs", "sgx", "internals"])(
  "accepts the project %s where no such name begins with it",
  (project) => expect(problemsOf({ project })).toEqual([]),
);
