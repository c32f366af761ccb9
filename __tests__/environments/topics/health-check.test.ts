import type { ContainerHealthCheckInput } from "../../../environments/topics/health-check";
import { problemsOf, resolved, stacksOf } from "../../support/language";
import { containerOf } from "../../support/task";

const environmentWith = (healthCheck?: ContainerHealthCheckInput) =>
  resolved({}, healthCheck ? { healthCheck } : {});
const checkOf = (healthCheck?: ContainerHealthCheckInput) =>
  environmentWith(healthCheck).services[0]?.healthCheck;
const problems = (healthCheck: unknown) => problemsOf({}, { healthCheck });

const defaults = { intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 0 };

test("none unless there is a command", () => {
  expect(environmentWith().services[0]).not.toHaveProperty("healthCheck");
  expect(containerOf(stacksOf(environmentWith()).services, "web")).not.toHaveProperty("healthCheck");
});

test.each<[ContainerHealthCheckInput, object]>([
  [{ command: "wget -q localhost" }, { command: ["CMD-SHELL", "wget -q localhost"], ...defaults }],
  [{ command: ["node", "check.js"] }, { command: ["CMD", "node", "check.js"], ...defaults }],
  [
    { command: "x", intervalSeconds: 5, timeoutSeconds: 2 },
    { command: ["CMD-SHELL", "x"], ...defaults, intervalSeconds: 5, timeoutSeconds: 2 },
  ],
  [
    { command: "x", intervalSeconds: 300, timeoutSeconds: 60, retries: 10, startPeriodSeconds: 300 },
    {
      command: ["CMD-SHELL", "x"],
      intervalSeconds: 300,
      timeoutSeconds: 60,
      retries: 10,
      startPeriodSeconds: 300,
    },
  ],
  [
    { command: "x", retries: 1 },
    { command: ["CMD-SHELL", "x"], ...defaults, retries: 1 },
  ],
])("%j", (input, expected) => expect(checkOf(input)).toEqual(expected));

test("ECS runs it in the container, and an escaped placeholder is text", () => {
  const environment = environmentWith({ command: "curl localhost:$${PORT}", startPeriodSeconds: 20 });
  expect(containerOf(stacksOf(environment).services, "web").healthCheck).toEqual({
    command: ["CMD-SHELL", "curl localhost:$${PORT}"],
    interval: 30,
    timeout: 5,
    retries: 3,
    startPeriod: 20,
  });
});

const path = "services.web.healthCheck";
const of = (change: object) => ({ command: "x", ...change });
test.each<[unknown, string]>([
  ["curl", `${path} must be an object, got "curl"; write { command: "curl" }`],
  [{}, `${path}.command must be a string with at least one character, got nothing`],
  [{ command: "" }, `${path}.command must be a string with at least one character, got ""`],
  [{ command: [] }, `${path}.command must have at least one word, got []`],
  [
    { command: ["curl", 5] },
    `${path}.command[1] must be a string with at least one character, got 5; write "5" in quotes`,
  ],
  [
    { command: ["CMD-SHELL", "curl localhost"] },
    `${path}.command must begin with the program instead of CMD, CMD-SHELL or NONE, got ["CMD-SHELL","curl localhost"]`,
  ],
  [
    { command: ["CMD", "curl"] },
    `${path}.command must begin with the program instead of CMD, CMD-SHELL or NONE, got ["CMD","curl"]`,
  ],
  [
    { command: ["NONE"] },
    `${path}.command must begin with the program instead of CMD, CMD-SHELL or NONE, got ["NONE"]`,
  ],
  ...["CMD-SHELL curl localhost", "CMD curl localhost", " NONE"].map((command): [unknown, string] => [
    { command },
    `${path}.command must begin with the program instead of CMD, CMD-SHELL or NONE, got "${command}"`,
  ]),
  [of({ intervalSeconds: 4 }), `${path}.intervalSeconds must be a whole number from 5 to 300, got 4`],
  [of({ intervalSeconds: 301 }), `${path}.intervalSeconds must be a whole number from 5 to 300, got 301`],
  [of({ timeoutSeconds: 1 }), `${path}.timeoutSeconds must be a whole number from 2 to 60, got 1`],
  [of({ timeoutSeconds: 61 }), `${path}.timeoutSeconds must be a whole number from 2 to 60, got 61`],
  [of({ retries: 0 }), `${path}.retries must be a whole number from 1 to 10, got 0`],
  [of({ retries: 11 }), `${path}.retries must be a whole number from 1 to 10, got 11`],
  [of({ startPeriodSeconds: -1 }), `${path}.startPeriodSeconds must be a whole number from 0 to 300, got -1`],
  [
    of({ startPeriodSeconds: 301 }),
    `${path}.startPeriodSeconds must be a whole number from 0 to 300, got 301`,
  ],
  [
    of({ interval: 10 }),
    `${path}.interval must be a known property, got "interval"; did you mean "intervalSeconds"?`,
  ],
])("%j is refused", (healthCheck, message) => expect(problems(healthCheck)).toEqual([message]));

test("accepts a program whose name begins like Docker's own form", () =>
  expect(problems({ command: "CMDB_check --NONE" })).toEqual([]));

test.each([5, 60])("accepts a timeout of %i s beside an interval of 5 s", (timeoutSeconds) =>
  expect(problems(of({ intervalSeconds: 5, timeoutSeconds }))).toEqual([]),
);
