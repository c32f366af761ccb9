import { engines } from "../../package.json";
import { LEAST_NODE, nodeProblem } from "../../toolchain/node";

test("the least version is the one that package.json asks for", () => {
  expect(`>=${LEAST_NODE.replace(/\.0$/, "")}`).toBe(engines.node);
});

test.each(["20.19.0", "22.23.3"])("%s is good", (version) => expect(nodeProblem(version)).toBeUndefined());

test("an older one is refused", () => {
  expect(nodeProblem("20.18.3")).toBe(
    "Node.js must be version 20.19 or newer, got 20.18.3; install it from https://nodejs.org",
  );
});
