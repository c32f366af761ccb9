import { slipway } from "../../support/slipway";

// Each command is a process of its own.
test.each([
  ["run dev", "error: missing required argument 'service'"],
  ["run dev backend", "error: missing required argument 'command'"],
  [
    "run dev backnd -- true",
    `service must be one of backend, frontend, got "backnd"; did you mean "backend"?`,
  ],
  ["run dev backend --cpu much -- true", `It must be a whole number from 0 to 999999, got "much".`],
  ["run dev backend --cpu 300 -- true", "the size.cpu must be one of 256, 512, "],
  ["exec deev backend", `environment must be one of local, dev, staging, production, got "deev"`],
  ["exec dev backend", "services.backend.exec must be true for commands in its tasks, got false"],
  ["restart dev backnd", `service must be one of backend, frontend, got "backnd"`],
  ["scale dev backend some", `It must be a whole number from 0 to 5000, got "some".`],
  ["scale dev backend -- -1", `It must be a whole number from 0 to 5000, got "-1".`],
  ["scale dev backend 5001", `It must be a whole number from 0 to 5000, got "5001".`],
])("slipway %s is refused before anybody is asked", async (command, message) => {
  const { code, stdout, stderr } = await slipway(command.split(" "));
  expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining(message)]);
});
