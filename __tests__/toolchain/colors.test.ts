import { colorsFor } from "../../toolchain/colors";

const env = { ...process.env };

beforeEach(() => (process.env = { TERM: "xterm" }));
afterEach(() => (process.env = env));

test("a terminal gets colours", () => {
  expect(colorsFor({ isTTY: true }).red("hello")).toBe("\u001b[31mhello\u001b[39m");
});

// A pipe has no isTTY at all; it is what a job of CI writes to.
test.each([{ isTTY: true, NO_COLOR: "1" }, { isTTY: true, TERM: "dumb" }, { isTTY: false }, {}])(
  "with %o it is text alone, also where CI is set",
  ({ isTTY, ...variables }) => {
    Object.assign(process.env, { CI: "true", FORCE_COLOR: "1" }, variables);
    expect(colorsFor(isTTY === undefined ? {} : { isTTY }).red("hello")).toBe("hello");
  },
);
