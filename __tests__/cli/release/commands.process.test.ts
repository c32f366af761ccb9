import { slipway } from "../../support/slipway";

// Each command is a process of its own.
test.each([
  ["promote all --to production", "error: required option '--from <environment>' not specified"],
  ["rollback dev backend --to 0", `It must be the number of a release, got "0".`],
  [
    "promote backend --from dev --to production",
    'Cannot promote from "dev" to "production":\n  - services.backend.image must be { from: "dev" } to be promoted from there, got { from: "staging" }',
  ],
  [
    "rollback dev backnd",
    'the command is not valid:\n  - service must be one of backend, frontend, got "backnd"; did you mean "backend"?',
  ],
])("slipway %s is refused before anybody is asked", async (command, message) => {
  const { code, stdout, stderr } = await slipway(command.split(" "));
  expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining(message)]);
});
