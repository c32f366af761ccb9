import { addresses } from "../../../cli/local/addresses";
import { resolveEnvironment } from "../../../environments";
import type { Environment } from "../../../environments/model";
import { root } from "../../support/synth-environment";

const local = resolveEnvironment("local", root);
const service = (name: string, path?: string, count = 1) =>
  ({ name, count, ...(path !== undefined && { route: { path } }) }) as Environment["services"][number];

afterEach(() => delete process.env.SLIPWAY_EMULATOR_ENDPOINT);

test("the page first, then the backend's health", () => {
  expect(addresses(local)).toEqual([
    "http://slipway-local.alb.localhost:4566/",
    "http://slipway-local.alb.localhost:4566/api/health",
  ]);
});

test("the port is the one of the emulator that is used", () => {
  process.env.SLIPWAY_EMULATOR_ENDPOINT = "http://localhost:4999";
  expect(addresses(local)[0]).toBe("http://slipway-local.alb.localhost:4999/");
});

test("one address per path, none for a service behind no route", () => {
  const services = [service("a", "/a/*"), service("b", "/*"), service("c", "/a/*"), service("worker")];
  expect(addresses({ ...local, services })).toEqual([
    "http://slipway-local.alb.localhost:4566/",
    "http://slipway-local.alb.localhost:4566/a/",
  ]);
});

it("leaves out a service that runs no task, as nothing answers there", () => {
  const services = [service("web", "/*", 0), service("api", "/api/*"), service("old", "/old/*", 0)];
  expect(addresses({ ...local, services })).toEqual(["http://slipway-local.alb.localhost:4566/api/health"]);
});

it("has no address when every service runs no task", () => {
  expect(addresses({ ...local, services: [service("web", "/*", 0)] })).toEqual([]);
});
