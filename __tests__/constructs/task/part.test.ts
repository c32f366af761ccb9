import { mergeParts, type TaskPart } from "../../../constructs/task/part";

const merged = (...parts: TaskPart[]) => mergeParts('service "web"', parts);
const statement = { sid: "SendTraces", actions: ["xray:PutTraceSegments"], resources: ["*"] };

test("nothing at all", () => {
  expect(merged()).toEqual({
    containers: [],
    own: { environment: {}, secrets: {}, dependsOn: [], mountPoints: [] },
    volumes: [],
    taskStatements: [],
    executionStatements: [],
    reads: [],
    repositoryArns: [],
    reaches: [],
    service: {},
    serviceOverrides: {},
    dependsOn: [],
  });
});

test("what two features give stands side by side", () => {
  const reads = [{ kind: "parameter", nameOrArn: "/a" }] as const;
  const result = merged(
    { own: { environment: { A: "1" } }, reads, repositoryArns: ["arn:a"], serviceOverrides: { a: 1 } },
    { own: { environment: { B: "2" } }, repositoryArns: ["arn:b"], serviceOverrides: { b: 2 } },
  );
  expect(result.own.environment).toEqual({ A: "1", B: "2" });
  expect(result.reads).toEqual(reads);
  expect(result.repositoryArns).toEqual(["arn:a", "arn:b"]);
  expect(result.serviceOverrides).toEqual({ a: 1, b: 2 });
});

test("a statement that two features need stands once: IAM takes each name once", () => {
  const other = { ...statement, sid: "Other" };
  const result = merged(
    { taskStatements: [statement], executionStatements: [statement] },
    { taskStatements: [{ ...statement }, other], executionStatements: [other, statement] },
  );
  expect(result.taskStatements).toEqual([statement, other]);
  expect(result.executionStatements).toEqual([statement, other]);
});

test.each<[string, TaskPart, string]>([
  [
    "a variable",
    { own: { environment: { A: "1" } } },
    'variable "A" must come from one feature at most, got several',
  ],
  [
    "a secret variable",
    { own: { secrets: { A: "arn" } } },
    'variable "A" must come from one feature at most, got several',
  ],
  [
    "a block of the service",
    { service: { serviceConnectConfiguration: { enabled: true } } },
    "serviceConnectConfiguration must come from one feature at most, got several",
  ],
  ["an override", { serviceOverrides: { "a.b": 1 } }, "a.b must come from one feature at most, got several"],
  [
    "the log driver",
    { own: { logConfiguration: { logDriver: "awsfirelens", options: {} } } },
    "the log driver must come from one feature at most, got 2",
  ],
  [
    "the port's name",
    { own: { portName: { name: "a" } } },
    "the port's name must come from one feature at most, got 2",
  ],
  [
    "the proxy",
    { proxyConfiguration: { containerName: "envoy" } },
    "the proxy must come from one feature at most, got 2",
  ],
])("refuses %s of two features", (_, part, problem) => {
  expect(() => merged(part, part)).toThrow(`service "web" is not valid:\n  - ${problem}`);
});
