import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { CommandError, run } from "../../toolchain/run";

const node = process.execPath;
const script = (code: string): readonly string[] => ["-e", code];

test("hands back both streams and each line as it comes", async () => {
  const seen: string[] = [];
  const result = await run(node, script('console.log("a\\nb"); console.error("c")'), {
    doing: "trying",
    onLine: (line, stream) => seen.push(`${stream} ${line}`),
  });
  expect(result).toEqual({ stdout: "a\nb\n", stderr: "c\n" });
  expect(seen.sort()).toEqual(["stderr c", "stdout a", "stdout b"]);
});

test("passes input, folder and variables; undefined removes a variable", async () => {
  const code =
    "process.stdin.on('data', (d) => console.log(String(d), process.cwd(), process.env.A, process.env.HOME))";
  const { stdout } = await run(node, script(code), {
    doing: "trying",
    input: "hello",
    cwd: "/",
    env: { A: "1", HOME: undefined },
  });
  expect(stdout).toBe("hello / 1 undefined\n");
});

test("input that nobody reads does no harm", async () => {
  const { stdout } = await run(node, script("process.stdin.destroy()"), {
    doing: "trying",
    input: "x".repeat(1_000_000),
  });
  expect(stdout).toBe("");
});

test("a failure shows the error stream, without noise", async () => {
  const code = 'console.log("out"); console.error("noise 1\\nthe reason"); process.exit(3)';
  const failure = run("sh", ["-c", `exec "${node}" -e '${code}'`], {
    doing: "building the provider",
    noise: /^noise/,
  });
  await expect(failure).rejects.toThrow(
    "building the provider failed: sh ended with exit code 3\n  the reason",
  );
  await expect(failure).rejects.toMatchObject({ exitCode: 3, output: ["the reason"] });
});

test("a failure that says nothing on the error stream shows the other one's last 20 lines", async () => {
  const code = "for (let i = 1; i <= 30; i++) console.log('line', i); process.exitCode = 1";
  const error: unknown = await run(node, script(code), { doing: "trying" }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CommandError);
  const { output } = error as CommandError;
  expect([output.length, output[0], output.at(-1)]).toEqual([20, "line 11", "line 30"]);
});

test("a program that a signal ended is told from one that failed", async () => {
  await expect(run("sh", ["-c", "kill -9 $$"], { doing: "trying" })).rejects.toThrow(
    "trying failed: sh was ended by SIGKILL",
  );
});

test("a program that is not there is named", async () => {
  await expect(run("no-such-program", [], { doing: "trying" })).rejects.toThrow(
    "trying failed: no-such-program was not found",
  );
});

test("a folder that is not there is named, not the program", async () => {
  await expect(run(node, [], { doing: "trying", cwd: "/no/such/folder" })).rejects.toThrow(
    `trying failed: ${node} could not start in /no/such/folder, which is not a folder`,
  );
});

test("a program that leaves a daemon behind is not waited for", async () => {
  const start = Date.now();
  const { stdout } = await run("sh", ["-c", "echo started; (trap '' HUP; sleep 20) &"], { doing: "trying" });
  expect(stdout).toBe("started\n");
  expect(Date.now() - start).toBeLessThan(10_000);
});

test("an interrupt reaches the program and what it started, and comes back as an error", async () => {
  const fixture = path.join(__dirname, "run.fixture.ts");
  const child = spawn(node, ["--require", require.resolve("tsx/cjs"), fixture], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    if (/^\d+\n$/.test(text)) child.kill("SIGINT");
  });
  expect(await ended).toBe(0);
  const [pid, message] = text.split("\n");
  expect(message).toBe(
    "InterruptedError: sleeping was interrupted; run the same command again to finish the work",
  );
  // Gone, or a zombie where nobody reaps orphans.
  expect(spawnSync("ps", ["-o", "stat=", "-p", pid ?? ""], { encoding: "utf8" }).stdout).toMatch(
    /^(Z.*\n)?$/,
  );
});
