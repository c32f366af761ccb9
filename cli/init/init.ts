import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, posix, resolve } from "node:path";
import { ConfigurationError, refuse, shown } from "../../environments/errors";
import type { ServiceInput } from "../../environments/input";
import { resolve as resolveInput } from "../../environments/resolve";
import { relative } from "../../environments/schema/leaves";
import { root } from "../root";
import { questions, type Answers, type Given } from "./answers";
import { answersTo, type Ask } from "./ask";
import { environmentFiles, environmentInputs, serviceInputs } from "./environments";
import { ignoredFor, type Ignored } from "./ignored";
import { readme } from "./readme";
import { findServices, proposedProject, type FoundService } from "./repository";
import { templateOf } from "./template";
import { writeProject } from "./write";

export interface InitOptions extends Given {
  /** Folder of the project, relative to the repository. */
  readonly into: string;
  /** Absent: nobody is asked. */
  readonly ask?: Ask;
}

/** What was made. */
export interface Made {
  readonly repository: string;
  readonly into: string;
  readonly files: number;
  readonly answers: Answers;
  readonly services: Readonly<Record<string, ServiceInput>>;
  readonly ignored: readonly Ignored[];
}

/** Adds a Slipway project to a repository with a Dockerfile. Changes nothing before all is known and judged. */
export async function init(folder: string, options: InitOptions): Promise<Made> {
  refuse("the command", pathProblems(folder, options.into));
  const repository = resolve(folder);
  const into = posix.normalize(options.into).replace(/\/$/, "");
  refuse("the command", repositoryProblems(folder, repository, into));
  const services = findServices(repository);
  refuse("the command", serviceProblems(folder, services));

  const project = await proposedProject(repository);
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  const asked = questions(services, {
    ...(project !== undefined && { project }),
    ...(region !== undefined && region !== "" && { region }),
  });
  const answers = await answersTo(asked, options, services, options.ask);
  const inputs = serviceInputs(services, answers, into);
  judge(answers, inputs, repository);

  const own = { ...environmentFiles(answers, inputs) };
  const template = templateOf(root, answers.project, own);
  const written = { ...template.written, "README.md": readme(answers.project, into) };
  const ignored = ignoredFor(
    repository,
    services.map((each) => each.folder),
    into,
  );
  await writeProject(root, repository, into, { ...template, written }, ignored);
  const files = template.copied.length + Object.keys(written).length;
  return { repository, into, files, answers, services: inputs, ignored };
}

function pathProblems(folder: string, into: string): string[] {
  const windows = [
    { name: "folder", path: folder },
    { name: "--into", path: into },
  ].filter(({ path }) => /^[a-z]:|\\/i.test(path));
  if (windows.length > 0) {
    return windows.map(
      ({ name, path }) => `${name} must be a path with forward slashes and no drive, got ${shown(path)}`,
    );
  }
  return relative.safeParse(into).success && !/^\.\/?$/.test(posix.normalize(into))
    ? []
    : [`--into must be a folder of the repository, got ${shown(into)}`];
}

const isProject = (folder: string): boolean =>
  existsSync(join(folder, "cdktf.json")) && existsSync(join(folder, "environments", "define.ts"));

function repositoryProblems(folder: string, repository: string, into: string): string[] {
  if (!existsSync(repository) || !statSync(repository).isDirectory()) {
    return [`folder must be a folder that is there, got ${shown(folder)}`];
  }
  const below = readdirSync(repository, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = [".", into, ...below.map(({ name }) => name)].find((each) =>
    isProject(join(repository, each)),
  );
  if (found !== undefined) {
    return [
      `folder must be a repository without a Slipway project, got ${shown(folder)} with one in ${shown(found)}; its environments are in ${posix.join(found, "environments")}`,
    ];
  }
  const place = join(repository, into);
  if (!existsSync(place)) return [];
  const present = statSync(place).isDirectory() ? readdirSync(place).sort() : [basename(place)];
  return present.length === 0
    ? []
    : [
        `--into must be a folder that is new or empty, got ${shown(into)} with ${present.join(", ")}; name another one`,
      ];
}

function serviceProblems(folder: string, services: readonly FoundService[]): string[] {
  if (services.length === 0) {
    return [`folder must have a Dockerfile, got ${shown(folder)} without one; write one first`];
  }
  const names = services.map(({ name }) => name);
  return services.flatMap((service) => [
    ...(service.windows
      ? [
          `the Dockerfile in ${place(service)} must be one of Linux, got a base of Windows; build it elsewhere and give an environment its uri`,
        ]
      : []),
    ...(names.filter((name) => name === service.name).length > 1
      ? [
          `the folder of a Dockerfile must give its service a name of its own, got "${service.name}" of ${place(service)} too; give the folder another name`,
        ]
      : []),
  ]);
}

const place = ({ folder }: FoundService): string => (folder === "" ? "." : folder);

/** Every rule on the answers. The builds are right when they are found, and their ignore files are not written yet. */
function judge(answers: Answers, services: Readonly<Record<string, ServiceInput>>, repository: string): void {
  const elsewhere = Object.fromEntries(
    Object.entries(services).map(([name, service]) => [
      name,
      { ...service, image: { uri: "example/image:1" } },
    ]),
  );
  const problems = environmentInputs(answers, elsewhere).flatMap((input) => {
    try {
      resolveInput(input, repository);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return error.problems;
    }
  });
  refuse("the command", [...new Set(problems)]);
}
