import { Option, type Command } from "commander";
import { resolveEnvironment } from "../../environments";
import type { Environment, Service } from "../../environments/model";
import type { Clients } from "../deploy/watch";
import { namedService, selectServices } from "../named-service";
import { root } from "../root";
import { checkAccess } from "./access/check-access";
import { accessText } from "./access/text";
import { eventsText, serviceEvents } from "./events";
import { imagesText, serviceImages } from "./images";
import { looking } from "./looking";
import { showLogs, type LogOptions } from "./logs/show-logs";
import { since, task, wholeNumber } from "./options";
import { readStatus } from "./status/read-status";
import { statusText } from "./status/text";
import { serviceTasks, tasksText } from "./tasks";

const ENVIRONMENT = ["<environment>", "environment, for example dev"] as const;
const SERVICE = ["<service>", "service, for example backend"] as const;
const JSON_OPTION = ["--json", "as JSON"] as const;

interface Asked {
  readonly json?: boolean;
}

/** A question to the account of an environment, and its answer for people. */
interface Question<T> {
  readonly read: (clients: Clients) => Promise<T>;
  readonly text: (answer: T) => string;
  /** Whether the answer is a good one; if not, the exit code is 1. @default every one is */
  readonly isWell?: (answer: T) => boolean;
}

/** Commands that look at what runs, and change nothing. */
export function registerLooking(program: Command): void {
  registerStatus(program);
  registerTasks(program);
  registerEvents(program);
  registerLogs(program);
  registerImages(program);
  registerCheckAccess(program);
}

/** Asks, and prints the answer. */
async function ask<T>(
  environment: Environment,
  { json = false }: Asked,
  { isWell = () => true, read, text }: Question<T>,
): Promise<void> {
  const answer = await looking(environment, read);
  console.log(json ? JSON.stringify(answer, null, 2) : text(answer));
  if (!isWell(answer)) process.exitCode = 1;
}

interface ServiceQuestion<T> extends Omit<Question<T>, "read"> {
  readonly read: (environment: Environment, service: Service, clients: Clients) => Promise<T>;
}

/** Makes a command one that asks about a service. */
function asksOfService<T>(command: Command, { read, ...shown }: ServiceQuestion<T>): void {
  command
    .argument(...ENVIRONMENT)
    .argument(...SERVICE)
    .option(...JSON_OPTION)
    .action(async (name: string, serviceName: string, options: Asked) => {
      const environment = resolveEnvironment(name, root);
      const service = namedService(environment, serviceName);
      await ask(environment, options, {
        ...shown,
        read: (clients) => read(environment, service, clients),
      });
    });
}

function registerStatus(program: Command): void {
  program
    .command("status")
    .description(
      "what runs: deployments, tasks, health, images, and what is wrong; exit code 1 when something is",
    )
    .argument(...ENVIRONMENT)
    .argument("[services...]", "only these services")
    .option(...JSON_OPTION)
    .action(async (name: string, names: string[], options: Asked) => {
      const environment = resolveEnvironment(name, root);
      const services = selectServices(environment, names);
      await ask(environment, options, {
        read: (clients) => readStatus(environment, services, clients),
        text: (answer) => statusText(answer, new Date()),
        isWell: ({ well }) => well,
      });
    });
}

function registerTasks(program: Command): void {
  asksOfService(
    program
      .command("tasks")
      .description("tasks of a service, running and stopped: health, stop reasons, exit codes, zones"),
    { read: serviceTasks, text: tasksText },
  );
}

function registerEvents(program: Command): void {
  const command = program
    .command("events")
    .description("what ECS says of a service, newest last, and of its deployments")
    .option("--most <number>", "how many to show, 1 to 100", wholeNumber(1, 100), 25);
  asksOfService(command, {
    read: (environment, service, clients) =>
      serviceEvents(environment, service, command.opts<{ readonly most: number }>().most, clients),
    text: eventsText,
  });
}

type LogFlags = Asked &
  Pick<LogOptions, "container" | "filter" | "most" | "since" | "task"> & { readonly follow?: boolean };

function registerLogs(program: Command): void {
  program
    .command("logs")
    .description("log lines of services, oldest first")
    .argument(...ENVIRONMENT)
    .argument("[service]", "only this service")
    .option("-f, --follow", "keep printing new lines until Ctrl-C")
    .addOption(
      new Option("--since <time>", "how far back to begin: 90s, 15m, 2h, 3d, or a moment in ISO 8601")
        .argParser(since)
        .default(since("15m"), "15m"),
    )
    .option("--container <name>", "only this container")
    .option("--task <id>", "only this task; the beginning of its id is enough", task)
    .option("--filter <pattern>", "filter pattern of CloudWatch Logs, for example ERROR")
    .option(
      "--most <number>",
      "how many of the last lines to print at first, 1 to 100000",
      wholeNumber(1, 100_000),
      1000,
    )
    .option("--json", "as JSON; with --follow, each line is a document")
    .action(async (name: string, serviceName: string | undefined, flags: LogFlags) => {
      const environment = resolveEnvironment(name, root);
      const services = selectServices(environment, serviceName === undefined ? [] : [serviceName]);
      const { follow = false, json = false } = flags;
      await looking(environment, (clients) =>
        showLogs(environment, { ...flags, services, follow, json }, clients),
      );
    });
}

function registerImages(program: Command): void {
  asksOfService(
    program
      .command("images")
      .description(
        "images of a service in its repositories: which runs, and which were released; newest first",
      ),
    { read: serviceImages, text: imagesText },
  );
}

function registerCheckAccess(program: Command): void {
  asksOfService(
    program
      .command("check-access")
      .description(
        "whether a service's tasks may and can fetch images and secrets, and write logs; exit code 1 when not",
      ),
    {
      read: checkAccess,
      text: accessText,
      isWell: ({ checks }) => checks.every(({ verdict }) => verdict !== "fail"),
    },
  );
}
