import { ConfigurationError } from "../../environments/errors";
import { resolved, stacksOf } from "../support/language";

type Arguments = Parameters<typeof resolved>;

function refusals(...input: Arguments): readonly string[] {
  const environment = resolved(...input);
  try {
    stacksOf(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const bytes =
  /^dev-services: services\.web aws_ecs_task_definition\.service-web_task_\S+ must have at most 65536 bytes as a task definition, got \d+; move /;

it("refuses a task definition of more than 64 KiB", () => {
  // One value has at most 64 Ki characters.
  const environment = (length: number) => ({
    ONE: "a b ".repeat(length / 8),
    TWO: "a b ".repeat(length / 8),
  });
  expect(refusals({}, { environment: environment(60_000) })).toEqual([]);
  expect(refusals({}, { environment: environment(66_000) })).toEqual([expect.stringMatching(bytes)]);
});

it("counts the variables of all containers of a task", () => {
  const environment = { TEXT: "a b ".repeat(8_400) };
  const containers = { side: { environment } };
  expect(refusals({}, { environment, containers })).toEqual([expect.stringMatching(bytes)]);
});

it("refuses roles whose policies have more than 10240 characters together", () => {
  const access = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ queue: `queue-${index}`, to: "send" }) as const);
  expect(refusals({}, { access: access(50) })).toEqual([]);
  expect(refusals({}, { access: access(80) })).toEqual([
    expect.stringMatching(
      /^dev-services: services\.web aws_iam_role\.service-web_task-role_\S+ inline policies must have at most 10240 characters without blanks together, got \d+; allow less/,
    ),
  ]);
});

it("refuses the policy of a repository with more than 10240 characters", () => {
  const roles = (count: number) =>
    Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:role/build-${1000 + index}`);
  const repository = (count: number) => ({ image: "apps/backend", repository: { pullRoles: roles(count) } });
  expect(refusals({}, repository(200))).toEqual([]);
  expect(refusals({}, repository(250))).toEqual([
    expect.stringMatching(
      /^dev-images: aws_ecr_repository_policy\.\S+ policy must have at most 10240 characters, got \d+; name fewer accounts/,
    ),
  ]);
});

describe("a quota that AWS raises on request", () => {
  it("is noted on standard error, and does not stop synthesis", () => {
    const warned = jest.spyOn(console, "warn").mockImplementation(() => undefined);
    const allowedCidrs = Array.from({ length: 61 }, (_, index) => `10.${index}.0.0/16`);
    const route = { path: "/*" };
    expect(refusals({ loadBalancer: { public: false, allowedCidrs } }, { route })).toEqual([]);
    expect(warned.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^note: dev-foundation: aws_security_group\.\S+ has 61 where the default quota of an account is 60 \("Inbound rules per security group", L-0EA8095F\)/,
        ),
      ],
    ]);
    warned.mockRestore();
  });

  it("is not noted where nothing is above it", () => {
    const warned = jest.spyOn(console, "warn").mockImplementation(() => undefined);
    expect(refusals({}, { route: { path: "/*" } })).toEqual([]);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });
});
