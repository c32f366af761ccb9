import { namesPath } from "./named-path";
import { withinTime } from "./time-limit";

const input = {
  name: "dev",
  tags: { "a.b": "x", "cost centre": "y" },
  services: { web: { command: ["a"], sidecars: ["x-ray"] } },
};

it.each([
  "name must be x",
  "tags.a.b must be x",
  'tags["cost centre"] must be x',
  "services.web.command[0] must be x",
  "services.web.command[1] must be x",
  "services.web.port must be set",
  "services.web as a name must be x",
  "services.web.sidecars[0].image must be set",
  "region must be x",
])("takes %j for a problem with a path", (problem) => expect(namesPath(problem, input)).toBe(true));

it.each([
  "",
  "must be x",
  "services.api.port must be set",
  "containers.web.port must be set",
  "services.web.rollout.kind must be set",
  "services.web.command[0][1].x must be x",
  "services.web.port is wrong",
])("takes %j for a problem without one", (problem) => expect(namesPath(problem, input)).toBe(false));

/** Uses so much time of a processor, which a busy machine gives in parts. */
const spin = (milliseconds: number) => () => {
  const began = process.cpuUsage();
  while (process.cpuUsage(began).user < milliseconds * 1000);
  return "done";
};

/** Seconds that a busy machine may take for them. */
const WAIT = 60;

it("returns and throws what a case returns and throws", () => {
  expect(withinTime(spin(0))).toBe("done");
  expect(() =>
    withinTime(() => {
      throw new RangeError("no");
    }),
  ).toThrow(RangeError);
});

it("refuses a case that is slow twice, also one that throws", () => {
  expect(() => withinTime(spin(150), 0.1, WAIT)).toThrow("a case must take at most 0.1 s, got 0.");
  expect(() =>
    withinTime(
      () => {
        spin(150)();
        throw new RangeError("no");
      },
      0.1,
      WAIT,
    ),
  ).toThrow("a case must take at most 0.1 s, got 0.");
});

it("accepts a case that is slow the first time", () => {
  const times = [150, 0];
  expect(withinTime(() => spin(times.shift() ?? 0)(), 0.1, WAIT)).toBe("done");
});

it("stops a case that never ends", () => {
  const never = () => {
    for (;;);
  };
  expect(() => withinTime(never, 0.01)).toThrow("a case must take at most 0.01 s");
});
