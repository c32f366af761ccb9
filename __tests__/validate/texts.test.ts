import { readLanguage } from "../../docs/site/reference/language";
import { resolve } from "../../environments/resolve";
import { dotted } from "../../environments/paths";
import { inputs } from "../coverage/everything";
import { root } from "../support/synth-environment";
import { extended, problemsOf, type Texts } from "./texts/accepted";
import { evaluate } from "./texts/evaluate";
import { HOSTILE } from "./texts/hostile";
import { leavesOf, withTexts, type Leaf } from "./texts/leaves";
import { moreInputs } from "./texts/more";
import { synthesisedStrings } from "./texts/synthesised";
import { unpacked } from "./texts/strings";

const all = { ...inputs, ...moreInputs };

/** What placeholders are made of; as they stand in names, a mark in them would be everywhere. */
const SOURCES = ["name", "project", "account", "region"];
/** Texts that Slipway itself reads; Terraform does not get them. */
const READ_HERE = /^(policy\.suppress\[\d\]\.(resource|reason)|network\.reachableRegistries\[\d\])$/;

const MARK = /zq(\d+)zq/g;
const markOf = (leaf: Leaf, leaves: readonly Leaf[]): string => `zq${leaves.indexOf(leaf)}zq`;
/** A value has the escape of placeholders; keys have no placeholders. */
const written = (text: string, { isKey }: Leaf): string =>
  isKey ? text : text.replaceAll("${", () => "$${");

describe.each(Object.keys(all))("in the environment %s", (name) => {
  const input = all[name];
  const resolveWith = (texts: Texts) => {
    const changed = withTexts(input, texts);
    if (changed === undefined) throw new Error(`no environment ${name}`);
    return resolve(changed, root, { ...all, [name]: changed });
  };
  const problemsWith = (texts: Texts) => problemsOf(() => resolveWith(texts));

  it.each([
    ["value", false],
    ["key", true],
  ])("Terraform evaluates each %s to what is written, or its path is refused", async (_, isKey) => {
    const leaves = leavesOf(input).filter(
      (leaf) => leaf.isKey === isKey && (isKey || !SOURCES.includes(dotted(leaf.path))),
    );
    const marked = extended(new Map(), leaves, (leaf) => markOf(leaf, leaves), problemsWith);
    const others = leaves.filter((leaf) => !marked.has(leaf));
    let texts = HOSTILE.reduce(
      (before, hostile) =>
        extended(before, [...marked.keys()], (leaf) => written(hostile, leaf), problemsWith),
      marked,
    );
    const closed = extended(new Map(), others, (leaf) => written(HOSTILE.join(""), leaf), problemsWith);
    expect([...closed.keys()].map(({ path }) => dotted(path))).toEqual([]);

    // Some names can be checked only when the whole task is known.
    const late = problemsOf(() => synthesisedStrings(resolveWith(texts))).join("\n");
    texts = new Map([...texts].filter(([leaf]) => !late.includes(markOf(leaf, leaves))));
    const strings = synthesisedStrings(resolveWith(texts)).filter((text) => text.search(MARK) >= 0);
    const found = new Map<Leaf, string[]>();
    for (const text of (await evaluate(strings)).flatMap(unpacked)) {
      for (const [, index] of text.matchAll(MARK)) {
        const leaf = leaves[Number(index)];
        if (leaf) found.set(leaf, [...(found.get(leaf) ?? []), text]);
      }
    }
    const wrong = [...texts].flatMap(([leaf, text]) => {
      const end = text.slice(leaf.text.length);
      const expected = leaf.isKey ? end : end.replaceAll("$${", () => "${");
      const places = found.get(leaf) ?? [];
      if (places.length === 0)
        return READ_HERE.test(dotted(leaf.path)) ? [] : [[dotted(leaf.path), "nowhere"]];
      return places
        .filter((place) => !place.includes(expected) && !place.includes(encodeURIComponent(expected)))
        .map((place) => [dotted(leaf.path), expected, place]);
    });
    expect(wrong).toEqual([]);
  });
});

it("sets each property that holds text", () => {
  const names = new Set(
    leavesOf(all)
      .filter(({ isKey }) => isKey)
      .map(({ text }) => text),
  );
  const missing = readLanguage(root)
    .flatMap((type) => type.properties)
    .filter(({ type, name }) => /\bstring\b/.test(type) && !names.has(name.split(".").at(-1) ?? ""));
  expect(missing.map(({ name }) => name)).toEqual([]);
});
