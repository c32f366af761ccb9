import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Review } from "../../../plan/review";
import { root } from "../../support/synth-environment";
import { ReleaseProject } from "../releases/release-project";
import { BASE, CHANGES, SALTS, SECRET } from "./configurations";
import { stable } from "./stable";

/** Ten changes to one deployed environment, each planned by the real Terraform; the reviews are golden files. */
const GOLDEN = join(root, "__tests__/golden/plans");
const ONE_LINE = "dev is as the sources say: there is nothing to change";

let project: ReleaseProject;
/** Values that may stand in no output. */
let hidden: readonly string[] = [];

beforeAll(async () => {
  project = await ReleaseProject.start({ dev: BASE }, { restored: false });
  await project.account.createSecret(SECRET.name, SECRET.value);
  project.version("1");
  await project.succeeds("deploy", "dev", "--yes");
  hidden = [...SALTS, ...secretTexts(SECRET.value), ...(await databaseSecrets())];
});
afterAll(() => project.stop());

/** Every value in a secret that is JSON. */
const secretTexts = (text: string): string[] =>
  Object.entries(JSON.parse(text) as Record<string, string>).flatMap(([key, value]) =>
    // The name of the owner is in the sources.
    key === "username" ? [] : [value],
  );

async function databaseSecrets(): Promise<string[]> {
  const client = new SecretsManagerClient(project.clientOptions);
  try {
    const { SecretList = [] } = await client.send(new ListSecretsCommand({}));
    const ids = SecretList.flatMap(({ Name }) => (Name?.startsWith("rds!") === true ? [Name] : []));
    const values = await Promise.all(
      ids.map((SecretId) => client.send(new GetSecretValueCommand({ SecretId }))),
    );
    return values.flatMap(({ SecretString = "{}" }) => secretTexts(SecretString));
  } finally {
    client.destroy();
  }
}

/** Plans with a Docker engine that is out of reach, and looks at everything that was written. */
async function planned(...args: string[]) {
  const json = join(project.path, "review.json");
  const text = join(project.path, "review.txt");
  const outs = ["--out", json, "--out", text];
  const { code, stdout, stderr } = await project.withoutDocker("plan", "dev", ...outs, ...args);
  if (code === 1) throw new Error(stderr);
  const [review, terminal] = [json, text].map((file) => readFileSync(file, "utf8")) as [string, string];
  for (const value of hidden) {
    for (const output of [stdout, stderr, review, terminal]) expect(output).not.toContain(value);
  }
  return { code, stdout, terminal, review: JSON.parse(review) as Review };
}

function expectGolden(kind: string, text: string): void {
  const file = join(GOLDEN, `${kind}.md`);
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, stable(text));
  }
  expect(stable(text)).toBe(readFileSync(file, "utf8"));
}

test("the password of the database is among what must not be seen", () => {
  expect(hidden).toHaveLength(SALTS.length + 2);
});

test("no change: one line in each format, and exit code 0", async () => {
  const { code, stdout, terminal, review } = await planned("--format", "markdown");
  expect([code, terminal]).toEqual([0, `${ONE_LINE}\n`]);
  expect(review).toMatchObject({ format: 1, environment: "dev", changes: false, counts: [], images: [] });
  expectGolden("no-change", stdout);
  expect(stdout).toBe(`<!-- slipway-plan dev --> ${ONE_LINE}\n`);
});

test.each(Object.entries(CHANGES))("%s", async (kind, configuration) => {
  project.write("dev", configuration);
  const { code, stdout, review } = await planned("--format", "markdown");
  expect([code, review.changes]).toEqual([2, true]);
  expectGolden(kind, stdout);
});

test("image-only; in the terminal's form too, without colours where there is no terminal", async () => {
  project.write("dev", BASE);
  project.version("2");
  const { code, stdout, terminal, review } = await planned("--format", "markdown");
  expect([code, review.images.map(({ name }) => name), review.variables]).toEqual([2, ["web"], []]);
  expectGolden("image-only", stdout);
  expect(stable(terminal)).toBe(`Plan of dev: 1 changed, 1 in a new version

Images
  web: src-<tag 1> (sha256:<digest 1>, commit <commit 1>) -> src-<tag 2> (not in the registry yet)

All changes
  dev-services aws_ecs_service: 1 changed
  dev-services aws_ecs_task_definition: 1 in a new version
`);
});

test("a plan takes no lock and removes none: it runs beside a deployment", async () => {
  const client = new S3Client({ ...project.clientOptions, forcePathStyle: true });
  const held = ["foundation", "images", "services"].map((part) => ({
    Bucket: "slipway-dev-state-000000000000",
    Key: `dev/${part}.tfstate.tflock`,
  }));
  try {
    await Promise.all(held.map((lock) => client.send(new PutObjectCommand({ ...lock, Body: "{}" }))));
    await planned();
    expect(await project.locks("dev")).toEqual(held.map(({ Key }) => Key));
    await Promise.all(held.map((lock) => client.send(new DeleteObjectCommand(lock))));
  } finally {
    client.destroy();
  }
});

test("a new environment is no failure: it says what is to be done first", async () => {
  project.write("staging", BASE);
  const { code, stdout } = await project.withoutDocker("plan", "staging", "--json");
  expect([code, JSON.parse(stdout)]).toMatchObject([
    2,
    {
      environment: "staging",
      changes: true,
      notes: ["images", "foundation", "services"].map((part) => ({
        stack: `staging-${part}`,
        kind: "not-planned",
        reason: expect.stringContaining("make it with: npx slipway bootstrap staging"),
      })),
    },
  ]);
});

test("with its state bucket alone: the foundation is planned, the services say why they are not", async () => {
  await project.succeeds("bootstrap", "staging");
  const { code, stdout } = await project.withoutDocker("plan", "staging", "--json");
  const review = JSON.parse(stdout) as Review;
  expect([code, review.total.add > 20, review.losses]).toEqual([2, true, []]);
  expect(review.notes).toEqual([
    {
      stack: "staging-services",
      kind: "not-planned",
      reason:
        "they read outputs that staging-foundation does not have yet; a deployment plans them when the foundation is there, and shows that plan before it goes on",
      names: [],
    },
  ]);
});
