import { problemsOf } from "../../support/language";

const image = { uri: "registry.example.com/web:1" };
const routed = (count: number, change: object = {}, prefix = "s") =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${prefix}${index}`,
      {
        image,
        port: 80,
        route: {
          path: "/*",
          host: `${prefix}${index}.example.com`,
          priority: index + (prefix === "s" ? 1 : 1001),
        },
        ...change,
      },
    ]),
  );
const refused = (groups: number, routes: number, shifting: number): string =>
  `services must need at most 100 target groups on the load balancer, got ${groups} (${routes} routes, ${shifting} of them with two groups for their rollout); put services into another environment, or behind one service that forwards requests`;

it("accepts 100 routes, and 50 that roll out by blue-green", () => {
  expect(problemsOf({ services: { ...routed(100), worker: { image } } })).toEqual([]);
  expect(problemsOf({ services: routed(50, { rollout: "blue-green" }) })).toEqual([]);
});

it("refuses 101 routes", () => {
  expect(problemsOf({ services: routed(101) })).toEqual([refused(101, 101, 0)]);
});

it.each(["blue-green", "canary", "linear"])("refuses 51 routes that roll out by %s", (rollout) => {
  expect(problemsOf({ services: routed(51, { rollout }) })).toEqual([refused(102, 51, 51)]);
});

it("adds up both kinds", () => {
  const services = { ...routed(99), ...routed(1, { rollout: "canary" }, "c") };
  expect(problemsOf({ services })).toEqual([refused(101, 100, 1)]);
});
