import { Timings } from "../../../cli/local/timings";

test("one line per step in their order, and one for the whole", async () => {
  let now = 0;
  jest.spyOn(performance, "now").mockImplementation(() => now);
  const timings = new Timings();
  const step = (seconds: number) => () => {
    now += seconds * 1000;
    return Promise.resolve(seconds);
  };
  expect(await timings.of("toolchain", step(0.04))).toBe(0.04);
  await timings.of("deploy", step(123.46));
  now += 1000;
  expect(timings.lines()).toEqual([
    "  toolchain     0.0 s",
    "  deploy      123.5 s",
    "  in all      124.5 s",
  ]);
  jest.restoreAllMocks();
});

test("a step that fails is measured too, and its error goes on", async () => {
  const timings = new Timings();
  await expect(timings.of("deploy", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(timings.lines()[0]).toMatch(/^ {2}deploy +\d+\.\d s$/);
});
