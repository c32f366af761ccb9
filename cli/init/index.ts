import type { Command } from "commander";
import { relative } from "node:path";
import { atTerminal } from "./ask";
import { init, type InitOptions, type Made } from "./init";

interface Options {
  readonly project?: string;
  readonly account?: string;
  readonly region?: string;
  readonly port?: readonly string[];
  readonly into: string;
  readonly yes?: boolean;
}

export function registerInit(program: Command): void {
  program
    .command("init")
    .description("add Slipway to a repository that has a Dockerfile; asks at most four questions")
    .argument("[folder]", "the repository", ".")
    .option("--project <name>", "first part of every name on AWS (default: found in the repository)")
    .option("--account <id>", "AWS account of the environment dev, 12 digits")
    .option("--region <region>", "AWS region, for example eu-west-1 (default: AWS_REGION)")
    .option(
      "--port <port>",
      "port that the service listens on; for several services again and again: web=3000, worker=none (default: the Dockerfile's EXPOSE)",
      (port: string, before: readonly string[] | undefined) => [...(before ?? []), port],
    )
    .option("--into <folder>", "folder of the repository that gets the project", "infrastructure")
    .option("--yes", "do not ask; use what the repository shows for what is not given")
    .action(async (folder: string, { port = [], yes = false, ...given }: Options) => {
      const options: InitOptions = { ...given, port };
      const made =
        yes || !process.stdin.isTTY
          ? await init(folder, options)
          : await atTerminal((ask) => init(folder, { ...options, ask }));
      for (const line of madeText(made, relative(process.cwd(), made.repository))) console.log(line);
    });
}

/** @param way to the repository from where the user is; empty when it is there */
export function madeText({ into, files, answers, services, ignored }: Made, way: string): string[] {
  const { project, account, region } = answers;
  const place = way === "" ? into : `${way}/${into}`;
  return [
    `${place}/ has the Slipway project ${project}: ${files} files, environments local and dev (${account}, ${region})`,
    ...Object.entries(services).map(([name, { port, route, user }]) => {
      const where =
        route === undefined ? "no port" : `port ${port ?? ""}, ${route.path}, health ${route.health ?? ""}`;
      return `  ${name}: ${where}${user === "root" ? "; runs as root, as its Dockerfile has no USER" : ""}`;
    }),
    ...ignored.map(
      ({ file, lines, before }) =>
        `${file} ${before === undefined ? "is new" : "has new lines at its end"}: ${lines.join(", ")}`,
    ),
    "",
    "Next:",
    `  cd ${place} && npm run local          # the whole platform on this machine`,
    "  npx slipway bootstrap dev && npx slipway deploy dev",
  ];
}
