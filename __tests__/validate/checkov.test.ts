import { resolveEnvironment } from "../../environments";
import { resolve } from "../../environments/resolve";
import { ensureCheckovImage } from "../../toolchain/images";
import { detectNetwork } from "../../toolchain/network";
import { terminalProgress } from "../../toolchain/progress";
import { everything } from "../coverage/everything";
import { synthesise, type Stack } from "../coverage/synthesise";
import { EXAMPLES } from "../integration/examples/examples";
import { root } from "../support/synth-environment";
import { checkov, type Finding, type Verdict } from "./checkov";
import { SUPPRESSIONS, type Suppression } from "./checkov-suppressions";
import { hardened } from "./hardened";

/** Open to the world and unencrypted: a run that says nothing of it has read nothing. */
const BAD: Stack = {
  resource: {
    aws_security_group: {
      open: {
        name: "open",
        ingress: [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
      },
    },
    aws_db_instance: {
      plain: { engine: "postgres", instance_class: "db.t4g.micro", publicly_accessible: true },
    },
  },
};

const judged = [
  ...["staging", "production"].map((name) => resolveEnvironment(name, root)),
  ...[...EXAMPLES, hardened].map((input) => resolve(input, root)),
  ...everything,
];
/** One at a time: accounts and names of examples are made up, and meet each other's. */
const stacks = new Map(judged.flatMap((environment) => [...synthesise([environment])]));
const environmentOf = new Map(
  judged.flatMap((environment) =>
    [...stacks.keys()]
      .filter((stack) => stack.startsWith(`${environment.name}-`))
      .map((stack) => [stack, environment] as const),
  ),
);
let verdicts: ReadonlyMap<string, Verdict>;

beforeAll(async () => {
  const image = await ensureCheckovImage({ network: await detectNetwork(), progress: terminalProgress() });
  verdicts = await checkov(image, new Map([...stacks, ["bad", BAD]]));
});

/** Whether a finding in a stack is one that was judged. */
function covers(stack: string, { check, path }: Finding, suppression: Suppression): boolean {
  const environment = environmentOf.get(stack);
  if (environment === undefined || suppression.check !== check || !suppression.path.test(path)) return false;
  return suppression.when?.(environment) ?? true;
}

it.each([...stacks.keys()])("%s has no finding but those that were judged", (stack) => {
  const { passed, failed } = verdicts.get(stack) ?? { passed: 0, failed: [] };
  expect(
    failed.filter((finding) => !SUPPRESSIONS.some((suppression) => covers(stack, finding, suppression))),
  ).toEqual([]);
  expect(passed).toBeGreaterThan(0);
});

it("a stack that is wrong fails", () => {
  const checks = verdicts.get("bad")?.failed.map(({ check }) => check);
  // Port 22 from anywhere, a public database, one without encryption.
  expect(checks).toEqual(expect.arrayContaining(["CKV_AWS_24", "CKV_AWS_17", "CKV_AWS_16"]));
});

it.each(SUPPRESSIONS)("$check at $path is still found", (suppression) => {
  const found = [...verdicts].flatMap(([stack, { failed }]) =>
    failed.filter((finding) => covers(stack, finding, suppression)),
  );
  expect(found).not.toEqual([]);
});
