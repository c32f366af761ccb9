import { POLICY_RULES } from "../../../environments/rules/policy";
import { problemsOf, resolved, stacksOf } from "../../support/language";

const suppression = {
  rule: "no-public-task",
  resource: "aws_ecs_service.service-web_*",
  reason: "clients have fixed addresses",
} as const;
const problems = (change: object) => problemsOf({ policy: { suppress: [{ ...suppression, ...change }] } });

test("without the property nothing is suppressed", () => {
  expect(resolved({})).not.toHaveProperty("policy");
  expect(resolved({ policy: {} }).policy).toEqual({ suppress: [] });
});

test("suppressions stand as they are written", () => {
  const second = { ...suppression, rule: "log-retention" } as const;
  expect(resolved({ policy: { suppress: [suppression, second] } }).policy).toEqual({
    suppress: [suppression, second],
  });
});

test("an unknown rule lists the known ones", () => {
  expect(problems({ rule: "no-public-tsk" })).toEqual([
    `policy.suppress[0].rule must be one of the ${POLICY_RULES.length} known values, got "no-public-tsk"; did you mean "no-public-task"?`,
  ]);
});

test.each(["*", "aws_ecs_service", "*.web", "aws_ecs_service.", "Web.a", "aws_lb.a b"])(
  "%j is no address",
  (resource) => {
    expect(problems({ resource })).toEqual([
      `policy.suppress[0].resource must be a Terraform address such as aws_lb.load-balancer_30A23327 or aws_ecs_service.service-web_*, got "${resource}"`,
    ]);
  },
);

test.each(["aws_lb.load-balancer_30A23327", "aws_lb.*", 'aws_subnet.s["a"]', "aws_subnet.s[0]"])(
  "%j is one",
  (resource) => {
    expect(problems({ resource })).toEqual([]);
  },
);

test("a reason is a sentence", () => {
  const refusal = (got: string) => [
    `policy.suppress[0].reason must be a sentence of at least 10 characters, got ${got}`,
  ];
  expect(problems({ reason: "it is so." })).toEqual(refusal('"it is so."'));
  expect(problems({ reason: "it is so..      " })).toEqual([]);
  expect(problems({ reason: "short     " })).toEqual(refusal('"short     "'));
  expect(problems({ reason: undefined })).toEqual(refusal("nothing"));
});

test("other properties are refused", () => {
  expect(problemsOf({ policy: { ignore: [] } })).toEqual([
    'policy.ignore must be a known property, got "ignore"; known are suppress',
  ]);
  expect(problems({ why: "x" })).toEqual([
    'policy.suppress[0].why must be a known property, got "why"; known are rule, resource, reason',
  ]);
});

describe("what is synthesised", () => {
  const open = {
    image: { uri: `registry.example.com/web@sha256:${"a".repeat(64)}` },
    publicIp: { allowedCidrs: ["203.0.113.0/24"] },
  };

  test("is refused without the suppression that it needs", () => {
    expect(() => stacksOf(resolved({ protected: true }, open))).toThrow(
      /^Policy check failed:\n {2}- dev-services: aws_ecs_service\.service-web_service_\w+\.network_configuration\.assign_public_ip must be false in a protected environment, got true; use `route` instead of `publicIp` \(no-public-task\)$/,
    );
  });

  test("passes with it", () => {
    const environment = resolved({ protected: true, policy: { suppress: [suppression] } }, open);
    expect(() => stacksOf(environment)).not.toThrow();
  });

  test("is refused with one that nothing needs", () => {
    expect(() => stacksOf(resolved({ policy: { suppress: [suppression] } }, open))).toThrow(
      'Policy check failed:\n  - environment "dev": policy.suppress must be for findings that exist, ' +
        'got no-public-task on "aws_ecs_service.service-web_*"; remove it, or look its resource up with: slipway policy dev',
    );
  });

  test("is refused with one that what the bootstrap makes does not need either", () => {
    const forState = {
      rule: "log-retention",
      resource: "aws_s3_bucket.state_bucket_*",
      reason: "that is no log group at all",
    } as const;
    expect(() => stacksOf(resolved({ policy: { suppress: [forState] } }, open))).toThrow(
      "aws_s3_bucket.state",
    );
  });
});
