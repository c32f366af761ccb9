import type { z } from "zod";
import { shown } from "../../environments/errors";
import { account, name, region } from "../../environments/schema/leaves";
import { suggestion } from "../../environments/problems";
import { isWhole } from "../../environments/rules/text";
import type { FoundService } from "./repository";

/** What the user decides. */
export interface Answers {
  readonly project: string;
  readonly account: string;
  readonly region: string;
  /** By service; one that is not in it listens on no port. */
  readonly ports: Readonly<Record<string, number>>;
}

/** What was typed behind the command. */
export interface Given {
  readonly project?: string;
  readonly account?: string;
  readonly region?: string;
  /** `3000`, or `web=3000` and `worker=none`. */
  readonly port: readonly string[];
}

export interface Question {
  readonly flag: "project" | "account" | "region" | "port";
  /** As it is asked. */
  readonly text: string;
  /** What is meant, behind a problem with it. */
  readonly hint: string;
  /** What a bare Enter, or `--yes`, says. */
  readonly proposal?: string;
  /** What is wrong with an answer; empty when nothing is. */
  readonly problems: (answer: string) => readonly string[];
}

const NO_PORT = "none";
const port = isWhole(1, 65_535);

/** At most four; those whose answer was typed or is in the repository's files are not asked. */
export function questions(
  services: readonly FoundService[],
  proposals: { readonly project?: string; readonly region?: string },
): readonly Question[] {
  const unknown = withoutPort(services);
  const names = unknown.join(", ");
  const example = unknown.map((each) => `${each}=3000`).join(" ");
  return [
    {
      flag: "project",
      text: "Name of the project, first part of every name on AWS",
      hint: "first part of every name on AWS",
      ...(proposals.project !== undefined && { proposal: proposals.project }),
      problems: by(name, "--project"),
    },
    {
      flag: "account",
      text: "AWS account of the environment dev (12 digits)",
      hint: "that of the environment dev, 12 digits",
      problems: by(account, "--account"),
    },
    {
      flag: "region",
      text: "AWS region",
      hint: "for example eu-west-1",
      ...(proposals.region !== undefined && { proposal: proposals.region }),
      problems: by(region, "--region"),
    },
    ...(unknown.length === 0
      ? []
      : [
          {
            flag: "port",
            text:
              services.length === 1
                ? `Port that ${names} listens on, "${NO_PORT}" for a worker`
                : `Ports that ${names} listen on, for example ${example}; "${unknown[0] ?? ""}=${NO_PORT}" for a worker`,
            hint: `for ${names}, whose Dockerfile has no EXPOSE: ${services.length === 1 ? "3000" : example}, or ${services.length === 1 ? NO_PORT : `${unknown[0] ?? ""}=${NO_PORT}`} for a worker`,
            problems: (answer: string) => portProblems(services, answer.split(/[\s,]+/)),
          } as const,
        ]),
  ];
}

const withoutPort = (services: readonly FoundService[]): string[] =>
  services.filter((each) => each.port === undefined).map((each) => each.name);

const by =
  (leaf: z.ZodType, flag: string) =>
  (answer: string): readonly string[] =>
    (leaf.safeParse(answer).error?.issues ?? []).map(
      ({ message }) => `${flag} ${message}, got ${shown(answer)}`,
    );

/** What is wrong with ports, also that one is missing. */
export function portProblems(services: readonly FoundService[], texts: readonly string[]): readonly string[] {
  const known = services.map((each) => each.name);
  const problems = texts.flatMap((text) => {
    const { service, value } = portOf(services, text);
    if (service === undefined) {
      return [`--port must be <service>=<port> for one of ${known.join(", ")}, got ${shown(text)}`];
    }
    if (!known.includes(service)) {
      return [
        `--port must name one of ${known.join(", ")}, got ${shown(service)}${suggestion(service, known)}`,
      ];
    }
    return value === NO_PORT || port(Number(value))
      ? []
      : [`--port must be a whole number from 1 to 65535, or ${NO_PORT}, got ${shown(text)}`];
  });
  if (problems.length > 0) return problems;
  const said = new Set(texts.map((text) => portOf(services, text).service));
  return withoutPort(services)
    .filter((each) => !said.has(each))
    .map((each) => `--port must be given for ${each}, whose Dockerfile has no EXPOSE, got nothing`);
}

/** The port of each service: as it was said, or as its Dockerfile has it. */
export function portsOf(services: readonly FoundService[], texts: readonly string[]): Record<string, number> {
  const said = new Map(
    texts.map((text) => {
      const { service, value } = portOf(services, text);
      return [service, value] as const;
    }),
  );
  return Object.fromEntries(
    services.flatMap((each) => {
      const value = said.get(each.name) ?? each.port;
      return value === undefined || value === NO_PORT ? [] : [[each.name, Number(value)]];
    }),
  );
}

/** A bare port is that of the only service. */
function portOf(services: readonly FoundService[], text: string) {
  const [, service, value = text] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  return { service: service ?? (services.length === 1 ? services[0]?.name : undefined), value };
}
