import { shown } from "../../../environments/errors";
import { HEALTH_PATH, HOST_PATTERN, PATH_PATTERN } from "../../../environments/rules/listener-patterns";
import { problemsOf } from "../../support/language";

const route = (change: object) => problemsOf({}, { route: { path: "/*", ...change } });

describe("a host", () => {
  const label = (length: number): string => "a".repeat(length);
  it.each([
    "shop.example.com",
    "*.example.com",
    "SHOP.Example.COM",
    "a?.example.com",
    "*.com",
    ".example.com",
    `${label(124)}.com`,
  ])("accepts %s", (host) => expect(route({ host })).toEqual([]));
  it.each([
    "localhost",
    "*",
    "shop.example.c0m",
    "shop.example.*",
    "shop.example.com.",
    "shop_1.example.com",
    "shop.example.com:8080",
    "10.0.0.1",
    "bücher.example.com",
    "xn--p1ai.xn--p1ai",
    `${label(125)}.com`,
  ])("refuses %s", (host) =>
    expect(route({ host })).toEqual([`services.web.route.host ${HOST_PATTERN.must}, got "${host}"`]),
  );
});

describe("a path", () => {
  it.each(["/", "/*", "/img/?.png", `/_-.$~"'@:+&`, `/${"a".repeat(127)}`])("accepts %s", (path) =>
    expect(route({ path })).toEqual([]),
  );
  it.each([
    "users",
    "*",
    "/users/{id}",
    "/users/:id(\\d+)",
    "/a b",
    "/a,b",
    "/a;b",
    "/a%20b",
    "/a#b",
    "/a=b",
    "/ü",
    `/${"a".repeat(128)}`,
  ])("refuses %s", (path) =>
    expect(route({ path })).toEqual([`services.web.route.path ${PATH_PATTERN.must}, got ${shown(path)}`]),
  );
});

describe("the path of a health check", () => {
  it.each(["/", "/health?deep=1&a=b", "/a%20b", `/${"a".repeat(1023)}`])("accepts %s", (health) =>
    expect(route({ health })).toEqual([]),
  );
  it.each(["health", "/a b", "/{id}", "/a#b", "/ü", `/${"a".repeat(1024)}`])("refuses %s", (health) =>
    expect(route({ health })).toEqual([
      `services.web.route.health ${HEALTH_PATH.must}, got ${shown(health)}`,
    ]),
  );
});

describe("wildcards", () => {
  it("accepts 6 in path and hosts together", () => {
    expect(route({ path: "/*/?*", host: ["*.example.com", "*.*.example.org"] })).toEqual([]);
  });
  it("refuses 7", () => {
    expect(route({ path: "/*/?*", host: ["*.example.com", "*.*.example.org", "?.example.net"] })).toEqual([
      "services.web.route must have at most 6 wildcards (* and ?) in path and host together, got 7",
    ]);
  });
});
