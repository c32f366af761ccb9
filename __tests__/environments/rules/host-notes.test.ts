import { hostNotes } from "../../../environments/rules/host-notes";
import { resolved } from "../../support/language";

const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b";
const notes = (names: readonly string[], host: string | string[], certificate?: string) =>
  hostNotes(
    resolved(
      {
        domain: names.map((name) => ({
          name,
          zone: "example.com",
          ...(certificate !== undefined && { certificate }),
        })),
      },
      { route: { path: "/*", host } },
    ),
  );

it("names each host that the certificate does not have", () =>
  expect(notes(["shop.example.com", "*.dev.example.com"], ["shop.example.com", "api.example.com"])).toEqual([
    'environment "dev": services.web.route.host "api.example.com" is covered by no domain (shop.example.com, *.dev.example.com), so the certificate does not have it; add it to domain',
  ]));

it.each([
  ["shop.example.org", ["shop.example.com"]],
  ["a.b.example.com", ["*.example.com"]],
  ["example.com", ["*.example.com"]],
  ["*.shop.example.com", ["*.example.com"]],
  ["*.example.org", ["shop.example.com", "*.example.com"]],
])("tells of %s with %j", (host, names) => expect(notes(names, host)).toHaveLength(1));

it.each([
  ["Shop.example.com", ["shop.example.com"]],
  ["a.example.com", ["*.example.com"]],
  ["*.example.com", ["shop.example.com"]],
  ["shop?.example.com", ["*.example.com"]],
])("is silent about %s with %j", (host, names) => expect(notes(names, host)).toEqual([]));

it("is silent about own certificates, and without a domain", () => {
  expect(notes(["shop.example.com"], "api.example.com", CERTIFICATE)).toEqual([]);
  expect(hostNotes(resolved({}, { route: { path: "/*", host: "api.example.com" } }))).toEqual([]);
});
