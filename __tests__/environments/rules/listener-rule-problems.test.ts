import { assignPriorities } from "../../../environments/rules/listener-priority";
import { listenerRuleProblems } from "../../../environments/rules/listener-rule-problems";
import type { Rule } from "../../support/listener";

interface Route extends Rule {
  readonly priority?: number;
}

/** The problems of services `a`, `b`, ... with these routes. */
function problems(...routes: Route[]): string[] {
  const services = routes.map((route, index) => ({
    ...route,
    service: "abcdef".charAt(index),
    pinned: route.priority !== undefined,
  }));
  return listenerRuleProblems(assignPriorities(services));
}

const hidden = (service: string, by: string, [got, after]: [number, number]) =>
  `services.${service}.route.priority must be less than that of services.${by}.route, which matches all of its requests, got ${got} after ${after}; set a lower services.${service}.route.priority or a higher services.${by}.route.priority`;
const unique = (got: string) => `services.b.route.path must be unique on the load balancer, got ${got}`;

describe("accepts", () => {
  it.each<[string, Route[]]>([
    [
      "a shared host whose owner two priorities decide",
      [
        { path: "/*", host: ["x.example.com", "y.example.com"], priority: 1 },
        { path: "/*", host: ["y.example.com", "z.example.com"], priority: 2 },
      ],
    ],
    [
      "an exact host beside a wildcard host",
      [
        { path: "/*", host: "app.example.com" },
        { path: "/*", host: "*.example.com" },
      ],
    ],
    [
      "an exact host beside a wildcard host with a longer path",
      [
        { path: "/*", host: "app.example.com" },
        { path: "/api/*", host: "*.example.com" },
      ],
    ],
    [
      "a rule of which two others serve all hosts but one",
      [
        { path: "/*", host: "a.com", priority: 1 },
        { path: "/*", host: "b.com", priority: 2 },
        { path: "/api/*", host: ["a.com", "b.com", "c.com"], priority: 3 },
      ],
    ],
    ["paths that differ in case", [{ path: "/API/*" }, { path: "/api/*" }]],
    ["paths that overlap without inclusion", [{ path: "/a*" }, { path: "/*b" }]],
    [
      "a priority that takes only a part of a narrower rule's requests",
      [
        { path: "/*", host: "app.example.com" },
        { path: "/api/*", host: "*.example.com", priority: 1 },
      ],
    ],
    [
      "a narrower rule with the lower of two priorities",
      [
        { path: "/api/*", priority: 7 },
        { path: "/*", priority: 8 },
      ],
    ],
    [
      "a host that another host of the same rule includes",
      [
        { path: "/*", host: ["www.example.com", "*.example.com"] },
        { path: "/api/*", host: "*.example.com" },
      ],
    ],
  ])("%s", (_, routes) => expect(problems(...routes)).toEqual([]));
});

describe("refuses", () => {
  it.each<[string, Route[], string]>([
    [
      "a rule whose hosts two others serve together",
      [
        { path: "/*", host: "a.com", priority: 1 },
        { path: "/*", host: "b.com", priority: 2 },
        { path: "/api/*", host: ["a.com", "b.com"], priority: 3 },
      ],
      "services.c.route.priority must be less than that of services.a.route and services.b.route, which together match all of its requests, got 3 after 1 and 2; set a lower services.c.route.priority",
    ],
    [
      "a rule whose hosts a wider host and a wider path serve together",
      [
        { path: "/*", host: ["a.com", "x.com"], priority: 1 },
        { path: "/api/*", host: "*.b.com", priority: 2 },
        { path: "/other", host: "c.com", priority: 3 },
        { path: "/api/v1/*", host: ["a.com", "www.b.com"], priority: 9 },
      ],
      "services.d.route.priority must be less than that of services.a.route and services.b.route, which together match all of its requests, got 9 after 1 and 2; set a lower services.d.route.priority",
    ],
  ])("%s", (_, routes, message) => expect(problems(...routes)).toEqual([message]));

  it.each<[string, Route[], string]>([
    ["one path twice", [{ path: "/*" }, { path: "/*" }], unique('"/*", which services.a has too')],
    [
      "one path twice, also with a priority for each",
      [
        { path: "/*", priority: 1 },
        { path: "/*", priority: 2 },
      ],
      unique('"/*", which services.a has too'),
    ],
    [
      "one path for hosts that differ in case",
      [
        { path: "/*", host: "app.example.com" },
        { path: "/*", host: "App.Example.com" },
      ],
      unique('"/*" for host "App.Example.com", which services.a has too'),
    ],
    [
      "one of several hosts twice",
      [
        { path: "/*", host: ["a.example.com", "b.example.com"] },
        { path: "/*", host: ["b.example.com", "c.example.com"] },
      ],
      unique('"/*" for host "b.example.com", which services.a has too'),
    ],
    [
      "two spellings of one path",
      [{ path: "/a*?" }, { path: "/a?**" }],
      unique('"/a?**", which matches the same requests as "/a*?" of services.a'),
    ],
    [
      "one priority twice",
      [
        { path: "/a", priority: 7 },
        { path: "/b", priority: 7 },
      ],
      "services.b.route.priority must be unique on the load balancer, got 7, which services.a has too; set route.priority of one of them",
    ],
    [
      "a rule that a priority hides",
      [{ path: "/api/*" }, { path: "/*", priority: 100 }],
      hidden("a", "b", [48568, 100]),
    ],
    [
      "a rule whose own priority hides it",
      [{ path: "/api/*", priority: 50_000 }, { path: "/*" }],
      hidden("a", "b", [50_000, 49687]),
    ],
    [
      "a host that a wildcard host hides by priorities",
      [
        { path: "/*", host: "*.example.com", priority: 1 },
        { path: "/x/*", host: ["a.example.com", "*.eu.example.com"], priority: 2 },
      ],
      hidden("b", "a", [2, 1]),
    ],
    [
      'a rule without host behind the host "*"',
      [{ path: "/api/*" }, { path: "/*", host: "*" }],
      hidden("a", "b", [48568, 24565]),
    ],
    [
      "two rules of which each is narrower for another host",
      [
        { path: "/api/*", host: ["*.example.com", "x.example.org"] },
        { path: "/*", host: ["app.example.com", "*.org"] },
      ],
      "services.b.route.priority must be set beside services.a.route, got none; the one is narrower for some hosts, the other for others",
    ],
  ])("%s", (_, routes, message) => expect(problems(...routes)).toEqual([message]));

  it("names both of each pair", () => {
    const found = problems({ path: "/a/*" }, { path: "/b/*" }, { path: "/*", priority: 1 });
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^services\.a\.route\.priority must be less than that of services\.c\.route,/);
    expect(found[1]).toMatch(/^services\.b\.route\.priority must be less than that of services\.c\.route,/);
  });
});
