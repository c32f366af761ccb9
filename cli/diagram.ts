import type { Command } from "commander";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { diagramOf, mermaidText, svg, THEMES, type Diagram, type Theme } from "../diagram";
import { resolveEnvironment } from "../environments";
import { ConfigurationError, shown } from "../environments/errors";
import { PARTS } from "./deploy/terraform/places";
import { root } from "./root";
import { withSynthesised } from "./synthesised";

const FORMATS = ["svg", "mermaid"] as const;
type Format = (typeof FORMATS)[number];

interface Options {
  readonly format: string;
  readonly theme: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function registerDiagram(program: Command): void {
  program
    .command("diagram")
    .description("draw what Terraform makes of an environment")
    .argument("<environment>", "environment to draw")
    .option("--format <format>", "svg, or mermaid for Markdown", "svg")
    .option("--theme <theme>", "light, dark or auto (of an SVG)", "auto")
    .option("--out <file>", "write there and not to standard output")
    .option("--json", "zones, nodes and edges as JSON, not a picture")
    .action(async (name: string, options: Options) => {
      const drawn = drawnAs(options);
      const environment = resolveEnvironment(name, root);
      const text = await drawn(
        await withSynthesised(environment, {}, async (outdir) =>
          diagramOf(environment, await read(outdir, name)),
        ),
      );
      if (options.out === undefined) process.stdout.write(text);
      else await write(resolve(options.out), text);
    });
}

/** How the picture becomes text; refused before anything is synthesised. */
function drawnAs({ format, theme, json }: Options): (diagram: Diagram) => string | Promise<string> {
  const problems = [...unknown("--format", FORMATS, format), ...unknown("--theme", THEMES, theme)];
  if (problems.length > 0) throw new ConfigurationError("the command", problems);
  if (json === true) return (diagram) => `${JSON.stringify(diagram, null, 2)}\n`;
  return (format as Format) === "mermaid" ? mermaidText : (diagram) => svg(diagram, theme as Theme);
}

const unknown = (option: string, known: readonly string[], value: string): string[] =>
  known.includes(value) ? [] : [`${option} must be one of ${known.join(", ")}, got ${shown(value)}`];

async function read(outdir: string, environment: string): Promise<Record<string, unknown>> {
  const stacks = PARTS.map(async (part) => {
    const file = join(outdir, "stacks", `${environment}-${part}`, "cdk.tf.json");
    return [part, JSON.parse(await readFile(file, "utf8"))] as const;
  });
  return Object.fromEntries(await Promise.all(stacks));
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new ConfigurationError("the command", [
      `--out must be a file in a folder that can be written to, got ${shown(file)}: ${(error as Error).message}`,
    ]);
  }
}
