import { posix } from "node:path";
import type { EnvironmentInput, ServiceInput } from "../../environments/input";
import { escapePlaceholders } from "../../environments/rules/placeholders";
import type { Answers } from "./answers";
import { frontOf, type FoundService } from "./repository";

/** Where the emulator of `slipway local` listens. */
const EMULATOR = "http://localhost:4566";

/** The services as environments have them. @param into folder of the project, relative to the repository */
export function serviceInputs(
  services: readonly FoundService[],
  { ports }: Pick<Answers, "ports">,
  into: string,
): Readonly<Record<string, ServiceInput>> {
  const routed = services.filter(({ name }) => ports[name] !== undefined);
  const front = frontOf(routed);
  return Object.fromEntries(
    services.map((service) => {
      const { name, folder, health, root } = service;
      const port = ports[name];
      const path = service === front ? "/*" : `/${name}/*`;
      return [
        name,
        {
          image: escapePlaceholders(posix.relative(into, folder)),
          ...(port !== undefined && { port, route: { path, health: escapePlaceholders(health) } }),
          ...(root && { user: "root" }),
        },
      ];
    }),
  );
}

/** The two environments as data: what the rules judge before a file is written. */
export function environmentInputs(
  { project, account, region }: Answers,
  services: Readonly<Record<string, ServiceInput>>,
): readonly [EnvironmentInput, EnvironmentInput] {
  const local: EnvironmentInput = {
    name: "local",
    project,
    account: "000000000000",
    region: "us-east-1",
    emulator: { endpoint: EMULATOR },
    network: { nat: "none", endpoints: false, flowLogs: false },
    services,
  };
  return [local, { name: "dev", project, account, region, services }];
}

/** The files of `environments/` that are the user's own, by their names. */
export function environmentFiles(
  answers: Answers,
  services: Readonly<Record<string, ServiceInput>>,
): Readonly<Record<string, string>> {
  const names = Object.keys(services).map((name) => JSON.stringify(name));
  const entries = Object.entries(services).flatMap(([name, service]) => [
    ...(service.user === "root"
      ? ["// Its Dockerfile has no USER, so it runs as root: better one there, and without this `user`."]
      : []),
    `${key(name)}: ${literal(service, 1)},`,
  ]);
  return {
    "shared.ts": `import type { ServiceInput } from "./input";

/** First part of every name on AWS. */
export const project = ${JSON.stringify(answers.project)};

/** What every environment runs, said once. Hover a property for what it takes. */
export const services: Readonly<Record<${names.join(" | ")}, ServiceInput>> = {
${entries.map((entry) => `  ${entry}`).join("\n")}
};
`,
    "local.ts": `import { environment } from "./define";
import { project, services } from "./shared";

/** The whole platform on a laptop: the account and region are the emulator's. */
export default environment({
  name: "local",
  project,
  account: "000000000000",
  region: "us-east-1",
  emulator: { endpoint: "${EMULATOR}" },
  network: { nat: "none", endpoints: false, flowLogs: false },
  services,
});
`,
    "dev.ts": `import { environment } from "./define";
import { project, services } from "./shared";

export default environment({
  name: "dev",
  project,
  account: ${JSON.stringify(answers.account)},
  region: ${JSON.stringify(answers.region)},
  services,
});
`,
  };
}

const key = (name: string): string => (/^[a-z][a-z0-9]*$/.test(name) ? name : JSON.stringify(name));

/** Plain data as a TypeScript literal: short objects on one line, and the outermost one never. */
function literal(value: object, depth: number): string {
  const pad = "  ".repeat(depth + 1);
  const lines = Object.entries(value).map(([name, each]) => `${pad}${key(name)}: ${inline(each)},`);
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

function inline(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => `${key(name)}: ${inline(each)}`);
  return `{ ${members.join(", ")} }`;
}
