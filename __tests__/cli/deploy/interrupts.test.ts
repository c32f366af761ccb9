import { setTimeout } from "node:timers/promises";
import { Interruption, Interrupts } from "../../../cli/deploy/interrupts";

const unhandled: unknown[] = [];
const hear = (reason: unknown) => unhandled.push(reason);
beforeAll(() => process.on("unhandledRejection", hear));
afterAll(() => process.removeListener("unhandledRejection", hear));

test.each([
  ["while somebody waits", 5, 20],
  ["before anybody waits", 0, 20],
])("a signal %s ends the wait, and work that fails afterwards ends nothing", async (_, at, failsAt) => {
  const interrupts = new Interrupts(() => undefined);
  interrupts.listen();
  try {
    if (at === 0) process.emit("SIGTERM", "SIGTERM");
    else void setTimeout(at).then(() => process.emit("SIGTERM", "SIGTERM"));
    const work = setTimeout(failsAt).then(() => Promise.reject(new Error("too late")));
    await expect(interrupts.race(work)).rejects.toEqual(new Interruption("SIGTERM"));
    await setTimeout(failsAt * 2);
    expect(unhandled).toEqual([]);
  } finally {
    interrupts.close();
  }
});

test("work that ends first is the answer", async () => {
  const interrupts = new Interrupts(() => undefined);
  await expect(interrupts.race(Promise.resolve(7))).resolves.toBe(7);
});
