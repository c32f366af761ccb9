import { calledPort, startOrder, talksToProblems } from "../../../environments/rules/talks-to";

const server = { as: "web", port: 80, protocol: "http" as const };

test.each([
  [{ name: "a" }, undefined],
  [{ name: "a", port: 3000 }, 3000],
  [{ name: "a", port: 3000, connect: {} }, 3000],
  [{ name: "a", port: 3000, connect: { server } }, 3000],
  [{ name: "a", port: 3000, connect: { server: { ...server, ingressPort: 3100 } } }, 3100],
])("%j is called on %s", (service, port) => expect(calledPort(service)).toBe(port));

const order = (calls: Readonly<Record<string, readonly string[]>>) =>
  startOrder(Object.entries(calls).map(([name, talksTo]) => ({ name, talksTo }))).map(({ name }) => name);

test.each([
  [{ a: [], b: [], c: [] }, ["a", "b", "c"]],
  [{ a: ["c"], b: [], c: [] }, ["c", "a", "b"]],
  [{ a: ["b"], b: ["c"], c: [] }, ["c", "b", "a"]],
  [{ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }, ["d", "b", "c", "a"]],
  [{ a: ["b"], b: ["a"] }, ["b", "a"]],
  [{ a: ["b"], b: ["c"], c: ["a"], d: ["c"] }, ["c", "b", "a", "d"]],
  [{ a: ["a"], b: ["nobody"] }, ["a", "b"]],
])("%j starts as %j", (calls, expected) => expect(order(calls)).toEqual(expected));

const mesh = {};
const web = { name: "web", talksTo: ["orders"] };
const called = "must name a service that can be called by its name";

test.each([
  [
    { ...web, connect: {} },
    { name: "orders", port: 1, connect: { server } },
  ],
  [
    { ...web, mesh },
    { name: "orders", port: 1, mesh },
  ],
])("%j and %j meet", (...services) => expect(talksToProblems(services)).toEqual([]));

test.each([
  [{ ...web, connect: {} }, { name: "orders", port: 1, mesh }, "connect"],
  [{ ...web, connect: {} }, { name: "orders", port: 1, connect: {} }, "connect"],
  [{ ...web, mesh }, { name: "orders", port: 1, connect: { server } }, "mesh and a port"],
  [{ ...web, mesh }, { name: "orders", mesh }, "mesh and a port"],
])("%j and %j do not", (from, to, needed) =>
  expect(talksToProblems([from, to])).toEqual([
    `services.web.talksTo[0] ${called}, got "orders"; give services.orders ${needed}`,
  ]),
);
