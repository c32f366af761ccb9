import type { Answer, Call } from "./fake-programs";
import { evaluate, runSteps, type Context } from "./runner";
import { setupSteps, workflow } from "./workflows";

const RELEASES = "release 13 (current), 2026-01-02T15:40:11.208Z: deployed\n";
const released = (environment: string): Answer => ({
  program: "npx",
  begins: `slipway releases ${environment} --most 1`,
  stdout: RELEASES,
});
const SUMMARY = (environment: string) => `### ${environment}\n\n~~~\n${RELEASES}~~~\n`;
const WAITS = { TF_CLI_ARGS_plan: "-lock-timeout=10m", TF_CLI_ARGS_apply: "-lock-timeout=10m" };
const asked = (calls: readonly Call[]) => calls.map(({ program, args }) => `${program} ${args.join(" ")}`);

const run = (name: string, job: string, context: Context, ...answers: readonly Answer[]) =>
  runSteps(workflow(name).jobs[job]?.steps ?? [], { vars: {}, ...context }, answers);

test("a push to main deploys dev, and shows what runs there then", async () => {
  const ran = await run("deploy", "dev", {}, released("dev"));
  expect(ran).toMatchObject({ conclusion: "success", steps: ["Deploy"], summary: SUMMARY("dev") });
  expect(asked(ran.calls)).toEqual(["npx slipway deploy dev --yes", "npx slipway releases dev --most 1"]);
  expect(ran.calls[0]?.env).toEqual(WAITS);
});

test.each(["1", "130"])(
  "a deployment that ends with %s fails the job, and nothing is said to run",
  async (code) => {
    const ran = await run(
      "deploy",
      "dev",
      {},
      { program: "npx", begins: "slipway deploy", code: Number(code) },
    );
    expect(ran).toMatchObject({ conclusion: "failure", summary: "" });
    expect(ran.calls).toHaveLength(1);
  },
);

describe("a promotion", () => {
  const inputs = { from: "dev", to: "staging", services: "all" };

  test("of everything, in one account", async () => {
    const ran = await run("promote", "promote", { inputs }, released("staging"));
    expect(ran).toMatchObject({ conclusion: "success", steps: ["Promote"], summary: SUMMARY("staging") });
    expect(asked(ran.calls)).toEqual([
      "npx slipway promote all --from dev --to staging --yes",
      "npx slipway releases staging --most 1",
    ]);
    expect(ran.calls[0]?.env).toEqual(WAITS);
  });

  test("of two services, by the words of an input, which the shell does not read", async () => {
    const services = "backend $(touch broken) ;";
    const ran = await run("promote", "promote", { inputs: { ...inputs, services } }, released("staging"));
    expect(ran.calls[0]?.args).toEqual(
      "slipway promote backend $(touch broken) ; --from dev --to staging --yes".split(" "),
    );
  });

  test("that is refused fails the job", async () => {
    const refused = { program: "npx", begins: "slipway promote", code: 1 };
    expect(await run("promote", "promote", { inputs }, refused)).toMatchObject({
      conclusion: "failure",
      summary: "",
    });
  });

  describe("from another account", () => {
    const role = "arn:aws:iam::111122223333:role/delivery/slipway-staging-plan";
    const context = {
      inputs: { from: "staging", to: "production", services: "all" },
      vars: { SLIPWAY_SOURCE_ROLE: role },
    };
    const token: Answer = { program: "curl", begins: "--fail", stdout: '{"value":"a.signed.token"}' };
    const signedIn: Answer = {
      program: "aws",
      begins: "sts assume-role-with-web-identity",
      stdout: "AKIDSOURCE\tsecret/key+\tsession==\n",
    };

    test("signs in there as a profile of its own, shows none of it, and reads by that profile", async () => {
      const ran = await run("promote", "promote", context, token, signedIn, released("production"));
      expect(ran).toMatchObject({
        conclusion: "success",
        steps: ["Sign in to the account of the source", "Promote"],
      });
      expect(asked(ran.calls)).toEqual([
        "curl --fail --silent --show-error --header Authorization: bearer request-token https://token.invalid/?api-version=2&audience=sts.amazonaws.com",
        `aws sts assume-role-with-web-identity --role-arn ${role} --role-session-name slipway-42 --web-identity-token a.signed.token --output text --query Credentials.[AccessKeyId, SecretAccessKey, SessionToken]`,
        "npx slipway promote all --from staging --to production --from-profile slipway-source --yes",
        "npx slipway releases production --most 1",
      ]);
      expect(ran.temporary("slipway-source-credentials")).toBe(
        "[slipway-source]\naws_access_key_id = AKIDSOURCE\naws_secret_access_key = secret/key+\naws_session_token = session==\n",
      );
      expect(ran.environment.SLIPWAY_SOURCE_PROFILE).toBe("slipway-source");
      // GitHub reads these lines, and shows none of them.
      expect(ran.log.split("\n").slice(0, 4)).toEqual(
        ["a.signed.token", "AKIDSOURCE", "secret/key+", "session=="].map((secret) => `::add-mask::${secret}`),
      );
      expect(ran.log.replaceAll(/^::add-mask::.*$/gm, "")).not.toMatch(/AKIDSOURCE|secret|session==|token/);
    });

    test.each<[string, Answer[]]>([
      ["GitHub gives no token", [{ program: "curl", begins: "--fail", code: 22 }]],
      ["GitHub answers something else", [{ program: "curl", begins: "--fail", stdout: "no JSON" }]],
      ["AWS refuses the role", [token, { program: "aws", begins: "sts", code: 254 }]],
    ])("is not begun when %s", async (_, answers) => {
      const ran = await run("promote", "promote", context, ...answers);
      expect(ran).toMatchObject({
        conclusion: "failure",
        steps: ["Sign in to the account of the source"],
        environment: {},
      });
      expect(ran.calls.filter(({ program }) => program === "npx")).toEqual([]);
    });
  });
});

test.each([
  ["", "npx slipway rollback production backend --yes"],
  ["9", "npx slipway rollback production backend --to 9 --yes"],
])("a rollback to release %j", async (release, command) => {
  const inputs = { environment: "production", service: "backend", release };
  const ran = await run("rollback", "rollback", { inputs }, released("production"));
  expect(ran).toMatchObject({ conclusion: "success", summary: SUMMARY("production") });
  expect(asked(ran.calls)).toEqual([command, "npx slipway releases production --most 1"]);
});

test("the foundation of an environment, and nothing else of it", async () => {
  const ran = await run("foundation", "foundation", { inputs: { environment: "dev" } });
  expect(asked(ran.calls)).toEqual(["npx slipway cdktf deploy dev-foundation --auto-approve"]);
});

test("check runs what needs no Docker, and test all of it", async () => {
  expect(asked((await run("check", "check", {})).calls)).toEqual(["npm run check", "npm run processes"]);
  expect(asked((await run("check", "test", {})).calls)).toEqual(["npm test"]);
});

test("each job begins with the packages of the lock file and a look at the machine", async () => {
  const ran = await runSteps(setupSteps(), {}, []);
  expect(asked(ran.calls)).toEqual(["npm ci", "npx slipway doctor"]);
  expect(ran.environment).toEqual({ SLIPWAY_NETWORK: "open" });
  const lacking = await runSteps(setupSteps(), {}, [{ program: "npx", begins: "slipway doctor", code: 1 }]);
  expect(lacking.conclusion).toBe("failure");
});

test("a commit of main goes to dev when it is tested, then to staging, then to production", () => {
  const { dev, staging, production } = workflow("deploy").jobs;
  expect([dev?.needs, staging?.needs, production?.needs]).toEqual(["check", "dev", "staging"]);
  expect(dev?.environment).toBe("dev");
  const deploys = (list: string, ref_name: string) =>
    evaluate(dev?.if ?? "", {
      vars: { SLIPWAY_ENVIRONMENTS: list },
      github: { ref_name, event: { repository: { default_branch: "main" } } },
    });
  expect([deploys("[{}]", "main"), deploys("[{}]", "topic"), deploys("", "main")]).toEqual([
    true,
    false,
    false,
  ]);
  expect([staging, production]).toMatchObject([
    { uses: "./.github/workflows/promote.yml", with: { from: "dev", to: "staging" } },
    { uses: "./.github/workflows/promote.yml", with: { from: "staging", to: "production" } },
  ]);
  expect(workflow("promote").jobs.promote?.environment).toBe("${{ inputs.to }}");
});
