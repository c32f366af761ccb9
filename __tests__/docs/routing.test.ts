import { resolve } from "../../environments/resolve";
import { askedFor } from "../support/listener";
import { root } from "../support/synth-environment";
import { inLanguage, DOCUMENTS } from "./documents";
import { environmentOf } from "./environment-of";

const DOCUMENT = "docs/routing.md";

it("sends the requests of the table to the services it names", () => {
  const [example] = inLanguage("ts").filter(({ at }) => at.startsWith(DOCUMENT));
  const { services } = resolve(environmentOf(example?.text ?? ""), root);
  const rules = services.flatMap(({ name, route }) => (route ? [{ name, ...route }] : []));
  const rows = [
    ...(DOCUMENTS.get(DOCUMENT) ?? "").matchAll(
      /^\| `?([a-z.]+|any other host)(\/\S*?)?`? *\| `([a-z]+)` +\|$/gm,
    ),
  ];
  expect(rows.length).toBe(4);
  for (const [, host = "", path = "/", service] of rows) {
    expect([host, path, askedFor(rules, { host, path })[0]?.name]).toEqual([host, path, service]);
  }
});
