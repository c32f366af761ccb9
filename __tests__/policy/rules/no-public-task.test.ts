import { judge } from "../../../policy";
import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const service = (network_configuration: unknown) => resource("aws_ecs_service.s", { network_configuration });
const problems = problemsBy("no-public-task");

test("good: private addresses only", () => {
  expect(problems([service({ assign_public_ip: false })])).toEqual([]);
  expect(problems([service({})])).toEqual([]);
  expect(problems([service(undefined)])).toEqual([]);
});

test("bad: a public address, as synthesis and as a plan write it", () => {
  const problem =
    "aws_ecs_service.s.network_configuration.assign_public_ip must be false in a protected environment, got true; " +
    "use `route` instead of `publicIp`";
  expect(problems([service({ assign_public_ip: true })])).toEqual([problem]);
  expect(problems([service([{ assign_public_ip: true }])])).toEqual([problem]);
});

test("it is for protected environments", () => {
  const found = (isProtected: boolean) =>
    judge([service({ assign_public_ip: true })], { protected: isProtected, suppressions: [] }).findings;
  expect(found(false)).toEqual([]);
  expect(found(true)).toHaveLength(1);
});
