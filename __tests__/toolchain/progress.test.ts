import { PassThrough } from "node:stream";
import { duration, silentProgress, terminalProgress, type ProgressStream } from "../../toolchain/progress";

function stream(terminal: boolean): { stream: ProgressStream; text: () => string } {
  const pass = new PassThrough();
  const chunks: string[] = [];
  pass.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  return { stream: Object.assign(pass, { isTTY: terminal, columns: 40 }), text: () => chunks.join("") };
}

test.each([
  [0, "0.0 s"],
  [940, "0.9 s"],
  [9_949, "9.9 s"],
  [9_950, "10 s"],
  [59_400, "59 s"],
  [59_500, "1 min 00 s"],
  [185_000, "3 min 05 s"],
  [3_600_000, "60 min 00 s"],
])("%d ms reads %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

describe("without a terminal", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test("a fact is one line", () => {
    const { stream: out, text } = stream(false);
    terminalProgress(out).say("node", "20.20.2");
    expect(text()).toBe("node            20.20.2\n");
  });

  test("a step says that it begins, that it is alive every 15 s, and how long it took", async () => {
    const { stream: out, text } = stream(false);
    const step = terminalProgress(out).during("docker", "building", async (update) => {
      update("package 1 of 2");
      await new Promise((resolve) => setTimeout(resolve, 16_000));
      return 7;
    });
    await jest.advanceTimersByTimeAsync(16_000);
    await expect(step).resolves.toBe(7);
    expect(text()).toBe(
      [
        "docker          building ...",
        "docker          building: package 1 of 2 (15 s so far)",
        "docker          building took 16 s",
        "",
      ].join("\n"),
    );
    expect(jest.getTimerCount()).toBe(0);
  });

  test("a step that fails says so and hands on the error", async () => {
    const { stream: out, text } = stream(false);
    const failure = new Error("no space");
    await expect(
      terminalProgress(out).during("docker", "building", () => Promise.reject(failure)),
    ).rejects.toBe(failure);
    expect(text()).toBe("docker          building ...\ndocker          building failed after 0.0 s\n");
  });
});

test("on a terminal, a live line no wider than the window is replaced by the last line", async () => {
  const { stream: out, text } = stream(true);
  await terminalProgress(out).during("docker", "building something with a long name", () =>
    Promise.resolve(),
  );
  const [live = "", last = ""] = text().split("\r\u001b[2K").slice(1);
  expect(live).toBe("docker: building something with a long ");
  expect(live).toHaveLength(39);
  expect(last).toMatch(/building something with a long name took 0\.0 s\n$/);
});

test("silent progress runs the work and says nothing", async () => {
  silentProgress.say("node", "20");
  await expect(silentProgress.during("a", "b", () => Promise.resolve(3))).resolves.toBe(3);
});
