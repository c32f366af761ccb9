import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const apps = join(root, "apps");
const children: ChildProcess[] = [];

interface Run {
  readonly child: ChildProcess;
  readonly lines: () => readonly Record<string, unknown>[];
  readonly exit: Promise<number | null>;
}

/** The backend as a process of its own, from its source. */
function startBackend(variables: Record<string, string>): Run {
  const child = spawn(process.execPath, ["--import", "tsx", join(apps, "backend", "src", "main.ts")], {
    cwd: root,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return {
    child,
    lines: () =>
      output
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    exit: new Promise((resolve) => child.once("close", resolve)),
  };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error("waited for 60 s in vain");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));

test("a wrong configuration ends the process with every problem in one line", async () => {
  const run = startBackend({ PORT: "abc", NODE_ENV: "prod" });
  expect(await run.exit).toBe(1);
  expect(run.lines()).toEqual([
    {
      time: expect.any(String),
      level: "error",
      message: "the configuration is not valid",
      service: "backend",
      problems: [
        'NODE_ENV must be one of development, test, production, got "prod"',
        'PORT must be a whole number from 1 to 65535, got "abc"',
      ],
    },
  ]);
});

test("SIGTERM while clients send: every request is answered, the process ends by itself with 0", async () => {
  const port = await freePort();
  const run = startBackend({ PORT: String(port), SHUTDOWN_DELAY_MS: "3000", LOG_LEVEL: "warn" });
  const answers: number[] = [];
  const send = async (): Promise<void> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/info`);
    await response.arrayBuffer();
    answers.push(response.status);
  };
  await until(async () => {
    await send().catch(() => undefined);
    return answers.length > 0;
  });

  let sending = true;
  const clients = Array.from({ length: 8 }, async () => {
    while (sending) await send();
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  run.child.kill("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 250));
  sending = false;
  await Promise.all(clients);
  expect(await run.exit).toBe(0);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(run.lines()).toEqual([]);
});

test("a port that is taken is one log line and exit code 1", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, resolve));
  const { port } = taken.address() as AddressInfo;
  const run = startBackend({ PORT: String(port) });
  expect(await run.exit).toBe(1);
  expect(run.lines()).toMatchObject([{ level: "error", message: "the server can not listen", port }]);
  taken.close();
});

test("both applications carry the same process code: they are built apart, so each has its copy", () => {
  const [backend, frontend] = [join(apps, "backend/src/process"), join(apps, "frontend/server/process")];
  const names = readdirSync(backend).sort();
  expect(readdirSync(frontend).sort()).toEqual(names);
  for (const name of names) {
    expect(readFileSync(join(frontend, name), "utf8")).toBe(readFileSync(join(backend, name), "utf8"));
  }
});
