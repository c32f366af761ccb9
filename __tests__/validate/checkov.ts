import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "../coverage/synthesise";
import { runContainer } from "./container";

/** What Checkov found in one stack. */
export interface Verdict {
  /** How many checks passed. */
  readonly passed: number;
  readonly failed: readonly Finding[];
}

export interface Finding {
  readonly check: string;
  readonly name: string;
  /** Path of the construct below its stack. */
  readonly path: string;
}

interface Report {
  readonly results: Readonly<Record<"passed_checks" | "failed_checks", readonly Entry[]>>;
  readonly summary: { readonly parsing_errors: number };
}

interface Entry {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

/** Reads all stacks in one run, without a network; Checkov takes seconds to start. */
export async function checkov(
  image: string,
  stacks: ReadonlyMap<string, Stack>,
): Promise<Map<string, Verdict>> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-checkov-"));
  try {
    for (const [name, stack] of stacks) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "cdk.tf.json"), JSON.stringify(ofAws(stack), undefined, 2));
    }
    const { results, summary } = await run(image, folder);
    if (summary.parsing_errors > 0) throw new Error(`Checkov could not read ${summary.parsing_errors} files`);
    const of = (name: string) => (entry: Entry) => entry.file_path === `/${name}/cdk.tf.json`;
    return new Map(
      [...stacks].map(([name, stack]) => [
        name,
        {
          passed: results.passed_checks.filter(of(name)).length,
          failed: results.failed_checks.filter(of(name)).map((entry) => ({
            check: entry.check_id,
            name: entry.check_name,
            path: pathOf(stack, entry.resource),
          })),
        },
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Checkov has no check for the Docker provider, and its reader stumbles over the `dynamic` block of an image. */
function ofAws(stack: Stack): Stack {
  const kept = Object.entries(stack.resource ?? {}).filter(([type]) => !type.startsWith("docker_"));
  return { ...stack, resource: Object.fromEntries(kept) };
}

/** Checkov names a block `aws_lb.<logical id>` or `resource.<logical id>`; the id is one of its stack. */
function pathOf(stack: Stack, resource: string): string {
  const id = resource.slice(resource.indexOf(".") + 1);
  const blocks = [...Object.values(stack.resource ?? {}), ...Object.values(stack.data ?? {})];
  const found = blocks.find((named) => id in named)?.[id]?.["//"] as
    { readonly metadata: { readonly path: string } } | undefined;
  return found?.metadata.path.replace(/^[^/]+\//, "") ?? resource;
}

async function run(image: string, folder: string): Promise<Report> {
  const { stdout, stderr } = await runContainer(image, {
    command: ["-d", "/stacks", "--framework", "terraform_json", "--skip-download", "--compact", "-o", "json"],
    folders: { [folder]: "/stacks" },
  });
  // A block that it cannot read is a warning, and all behind it goes unseen.
  if (stderr !== "") throw new Error(`Checkov warns: ${stderr.slice(0, 2000)}`);
  return JSON.parse(stdout) as Report;
}
