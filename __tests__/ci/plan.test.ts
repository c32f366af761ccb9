import type { Answer, Call } from "./fake-programs";
import { evaluate, runSteps } from "./runner";
import { workflow } from "./workflows";

const MARKER = "<!-- slipway-plan dev -->";
const SUMMARY = `${MARKER}\n### dev: 1 to change\n`;
const NOTHING = `${MARKER}\n### dev: no changes\n`;
const RUN = "https://github.com/example/shop/actions/runs/42";
const environment = {
  name: "dev",
  region: "eu-west-1",
  role: "arn:aws:iam::111122223333:role/delivery/plan",
};

const planned = (stdout: string, code: number): Answer => ({
  program: "npx",
  begins: "slipway plan dev --format markdown",
  stdout,
  code,
});
/** Pages of comments or issues, each by whom and with which text. */
const listed = (begins: string, ...pages: readonly (readonly [string, string | null][])[]): Answer => {
  let number = 6;
  const entries = pages.map((page) =>
    page.map(([login, body]) => ({ id: ++number * 100, number, body, user: { login } })),
  );
  return { program: "gh", begins: `api --paginate --slurp ${begins}`, stdout: JSON.stringify(entries) };
};
const BOT = "github-actions[bot]";
/** What GitHub was asked to change, with the texts that were sent. */
const changes = (calls: readonly Call[]) =>
  calls
    .filter(({ program, args }) => program === "gh" && !args.includes("--paginate"))
    .map(({ args, files }) => [args.map((arg) => arg.replace(/=@.*/, "=@")).join(" "), ...files]);

describe("a plan of a pull request", () => {
  const job = workflow("plan").jobs.plan;
  const comments = "repos/example/shop/issues/5/comments?per_page=100";
  const run = (...answers: readonly Answer[]) =>
    runSteps(
      job?.steps ?? [],
      {
        github: { token: "token", event: { pull_request: { number: 5 } } },
        matrix: { environment },
      },
      answers,
    );

  test("is a new comment the first time, and in the summary of the run; changes are no failure", async () => {
    const ran = await run(planned(SUMMARY, 2), listed(comments, []));
    expect(ran).toMatchObject({
      conclusion: "success",
      steps: ["Plan", "Comment"],
      outputs: { outcome: "changes" },
      summary: SUMMARY,
    });
    expect(changes(ran.calls)).toEqual([
      ["api --method POST repos/example/shop/issues/5/comments -F body=@ --jq .html_url", SUMMARY],
    ]);
    expect(ran.calls[1]?.env).toEqual({ GH_TOKEN: "token" });
  });

  test("is brought up to date in place, on whatever page it is, and no other one is touched", async () => {
    const ran = await run(
      planned(NOTHING, 0),
      listed(
        comments,
        [
          ["ada", `${MARKER} is what it begins with`],
          [BOT, "<!-- slipway-plan dev-2 -->\nother"],
          [BOT, null],
        ],
        [[BOT, SUMMARY]],
      ),
    );
    expect(ran).toMatchObject({ conclusion: "success", outputs: { outcome: "none" } });
    expect(changes(ran.calls)).toEqual([
      ["api --method PATCH repos/example/shop/issues/comments/1000 -F body=@ --jq .html_url", NOTHING],
    ]);
  });

  test("that fails is said in the comment, without what it printed, and fails the job", async () => {
    const ran = await run(planned("half of a plan", 1), listed(comments, [[BOT, SUMMARY]]));
    expect(ran).toMatchObject({ conclusion: "failure", steps: ["Plan", "Comment"] });
    const said = `${MARKER}\n### dev: the plan failed\n\nWhat went wrong is in the log of the [run](${RUN}).\n`;
    expect(changes(ran.calls)).toEqual([
      ["api --method PATCH repos/example/shop/issues/comments/700 -F body=@ --jq .html_url", said],
    ]);
    expect(ran.summary).toBe(said);
  });

  test("gets the line that it is found by, when it does not begin with it", async () => {
    const ran = await run(planned("### dev: 1 to change\n", 2), listed(comments, [[BOT, SUMMARY]]));
    expect(ran.conclusion).toBe("success");
    expect(changes(ran.calls)[0]?.[1]).toBe(SUMMARY);
  });

  test("is not made for a fork, for Dependabot, or before anything is set up", () => {
    const asked = (repository: string, login: string, list: string) =>
      evaluate(job?.if ?? "", {
        vars: { SLIPWAY_ENVIRONMENTS: list },
        github: {
          repository: "example/shop",
          event: { pull_request: { head: { repo: { full_name: repository } }, user: { login } } },
        },
      });
    expect(asked("example/shop", "ada", "[{}]")).toBe(true);
    expect(asked("mallory/shop", "mallory", "[{}]")).toBe(false);
    expect(asked("example/shop", "dependabot[bot]", "[{}]")).toBe(false);
    expect(asked("example/shop", "ada", "")).toBe(false);
    expect(evaluate(job?.if ?? "", { vars: {}, github: {} })).toBe(false);
  });

  test("is one for each environment of the variable, and of none when it is not set", () => {
    const matrix = /^\$\{\{(.*)\}\}$/.exec(String(job?.strategy?.matrix.environment))?.[1] ?? "";
    const of = (text: string) => evaluate(matrix, { vars: { SLIPWAY_ENVIRONMENTS: text } });
    expect(of(JSON.stringify([environment]))).toEqual([environment]);
    expect(of("")).toEqual([]);
  });
});

describe("drift", () => {
  const issues = "repos/example/shop/issues?state=open&labels=slipway-drift&per_page=100";
  const run = (...answers: readonly Answer[]) =>
    runSteps(
      workflow("drift").jobs.drift?.steps ?? [],
      { github: { token: "token" }, matrix: { environment } },
      answers,
    );
  const body = `${SUMMARY}\nFound by [this run](${RUN}). Deploy, or take the change into the sources; the issue closes itself.\n`;

  test("opens an issue with the summary", async () => {
    const ran = await run(planned(SUMMARY, 2), listed(issues, []));
    expect(ran).toMatchObject({ conclusion: "success", steps: ["Plan", "Issue"] });
    expect(changes(ran.calls)).toEqual([
      [
        "label create slipway-drift --force --color d93f0b --description An environment is not as its sources say",
      ],
      [
        "api --method POST repos/example/shop/issues -f title=Drift: dev is not as its sources say -F body=@ -f labels[]=slipway-drift --jq .html_url",
        body,
      ],
    ]);
  });

  test("that is there still brings the one issue of the environment up to date", async () => {
    const staging: [string, string] = [BOT, "<!-- slipway-plan staging -->"];
    const ran = await run(planned(SUMMARY, 2), listed(issues, [staging], [[BOT, NOTHING]]));
    expect(changes(ran.calls)).toEqual([
      ["api --method PATCH repos/example/shop/issues/8 -F body=@ --jq .html_url", body],
    ]);
  });

  test("that is gone closes it, and says why", async () => {
    const ran = await run(planned(NOTHING, 0), listed(issues, [[BOT, SUMMARY]]));
    expect(ran.conclusion).toBe("success");
    expect(changes(ran.calls)).toEqual([
      [
        `api --method POST repos/example/shop/issues/7/comments -f body=Gone, says [this run](${RUN}). --silent`,
      ],
      [
        "api --method PATCH repos/example/shop/issues/7 -f state=closed -f state_reason=completed --jq .html_url",
      ],
    ]);
  });

  test("that never was asks for nothing", async () => {
    const ran = await run(planned(NOTHING, 0), listed(issues, []));
    expect(ran.conclusion).toBe("success");
    expect(changes(ran.calls)).toEqual([]);
  });

  test("is not judged when the plan fails: the job fails, and the issue stays as it is", async () => {
    const ran = await run(planned("", 1), listed(issues, [[BOT, SUMMARY]]));
    expect(ran).toMatchObject({ conclusion: "failure", steps: ["Plan"] });
    expect(ran.calls.filter(({ program }) => program === "gh")).toEqual([]);
  });
});
