import { GitRepository } from "../../support/git-repository";
import { ProjectCopy } from "../../support/project-copy";
import { FakeMachine, slipway, TERRAFORM_1_11 } from "../../support/slipway";

// Each command is a process of its own.
const machine = new FakeMachine().program("terraform", TERRAFORM_1_11);
let copy: ProjectCopy;
let repository: GitRepository;
let commit: string;
beforeAll(() => {
  copy = new ProjectCopy();
  repository = new GitRepository(copy.path);
  repository.git("config", "core.excludesFile", "/dev/null");
  // A link, which the pattern for the folder does not match.
  copy.edit(".gitignore", (text) => `${text}node_modules\n`);
  // The sample production builds nothing.
  copy.edit("environments/production.ts", (text) =>
    text.replace('backend: { image: { from: "staging" }', 'backend: { image: "apps/backend"'),
  );
  commit = repository.commit("first");
});
afterAll(() => {
  copy.remove();
  machine.remove();
});

const run = (...args: string[]) =>
  slipway(args, {
    cwd: copy.path,
    env: { ...machine.env, SLIPWAY_EXTRA_TAGS: undefined, AWS_EC2_METADATA_DISABLED: "true" },
  });
const dirty =
  'Cannot release environment "production":\n' +
  "  - the sources must be a git commit as it stands to be released into a protected environment, " +
  "got changes in README.md; commit them, or pass --allow-dirty\n";
const plan = (...args: string[]) => run("build", "production", "backend", "--dry-run", "--json", ...args);

test("a commit as it stands is built, under its own name", async () => {
  const { code, stdout } = await plan();
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as { tags: string[] }).tags.slice(1)).toEqual([`git-${commit.slice(0, 12)}`]);
});

describe("with a change that is not committed", () => {
  beforeAll(() => copy.edit("README.md", (text) => `${text}changed\n`));

  it("build is refused before anything is done", async () => {
    expect(await plan()).toEqual({ code: 1, stdout: "", stderr: dirty });
    expect(await run("build", "production", "backend")).toEqual({ code: 1, stdout: "", stderr: dirty });
  });

  it.each([["production-*"], ["production-services"], ["*"]])("so is cdktf deploy %s", async (stacks) => {
    expect(await run("cdktf", "deploy", stacks)).toEqual({ code: 1, stdout: "", stderr: dirty });
  });

  it("--allow-dirty builds without git tags, and says so", async () => {
    const { code, stdout, stderr } = await plan("--allow-dirty");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { tags: string[] }).tags).toHaveLength(1);
    expect(stderr).toBe("git             images get no git tags: the work tree has changes in README.md\n");
  });

  it("an environment that is not protected needs no option", async () => {
    const { code, stderr } = await run("build", "dev", "backend", "--dry-run");
    expect([code, stderr]).toEqual([
      0,
      "git             images get no git tags: the work tree has changes in README.md\n",
    ]);
  });
});
