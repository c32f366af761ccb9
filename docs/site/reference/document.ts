import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { shownExamples } from "./example-text";
import { readLanguage, type LanguageType, type Property } from "./language";
import { TOPICS, type Topic } from "./topics";

/** Where it is, from the root of the project. */
export const REFERENCE = "docs/environment-reference.md";

const INTRODUCTION = `# Environment reference

Everything that can be written in \`environments/<name>.ts\`. Written by \`npm run reference:update\` from the types in
[environments/input.ts](../environments/input.ts) and [environments/topics](../environments/topics), which your editor shows
at the same properties; a test fails when it is not up to date, and resolves every example.

In every text \`\${project}\`, \`\${environment}\`, \`\${region}\` and \`\${account}\` are replaced by the environment's own
values, and in a service \`\${service}\` by its name: \`host: "\${environment}.example.com"\`. Any other \`\${...}\` is refused; write
\`$\${HOME}\` for the text \`\${HOME}\`, for example for a shell. Names in front of a colon stay as they are, and so do the four
properties that the values come from ([why](decisions/text-and-templates.md)).

A property without a default is required. Names in italics are yours to choose. What an environment amounts to with every
default filled in, \`npx slipway environment <name>\` prints.`;

/** All of `docs/environment-reference.md`. */
export function referenceDocument(root: string): string {
  const language = new Map(readLanguage(root).map((type) => [type.name, type]));
  const shown = shownExamples(readFileSync(join(root, "docs/site/reference/examples.ts"), "utf8"));
  const chapters = TOPICS.map((topic) => chapter(topic, language, shown.get(topic.example) ?? ""));
  return [INTRODUCTION, contents(), ...chapters].join("\n\n") + "\n";
}

function contents(): string {
  const lines = TOPICS.map(({ title, types }) => {
    const links = types.map((name) => `[\`${name}\`](${anchor(name)})`);
    return `| [${title}](${anchor(title)}) | ${links.join(", ")} |`;
  });
  return ["## Contents\n", "| chapter | types |", "| --- | --- |", ...lines].join("\n");
}

function chapter(
  { title, about, types }: Topic,
  language: ReadonlyMap<string, LanguageType>,
  example: string,
): string {
  const parts = types.map((name) => {
    const type = language.get(name);
    if (type) return section(type);
    throw new Error(`the reference names ${name}, which is no type of the environment language`);
  });
  return [`## ${title}`, about, `\`\`\`ts\n${example}\n\`\`\``, ...parts].join("\n\n");
}

function section(type: LanguageType): string {
  const { name, text, oneOf, properties, file } = type;
  const parts = [`### ${name}`, text, ...(oneOf === undefined ? [] : [`One of: ${oneOf}.`])];
  const more = type.extends.length > 0 ? `It has the properties of ${type.extends.join(" and ")} too.` : "";
  const source = `Source: [${file}](${relative("docs", file).replaceAll("\\", "/")}).`;
  return [...parts, more, table(properties), source].filter((part) => part !== "").join("\n\n");
}

function table(properties: readonly Property[]): string {
  if (properties.length === 0) return "";
  const lines = properties.map((property) => {
    const cells = [`\`${property.name}\``, property.type, property.text, defaultOf(property)];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| property | type | what it is | default |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

/** A value in backticks; a sentence as it is. */
function defaultOf({ required, default: value }: Property): string {
  if (required) return "**required**";
  if (value === undefined) return "none";
  return /^("[^"]*"|-?[\d.]+|true|false|\[.*\]|\{.*\})$/.test(value) ? `\`${value}\`` : value;
}

const anchor = (heading: string): string => `#${heading.toLowerCase().replaceAll(" ", "-")}`;
