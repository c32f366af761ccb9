import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readDocuments } from "./documents";
import { typedocOptions } from "./options";
import { moved, stage, write } from "./stage";

/**
 * `npm run docs`: the documents of `docs/` and the API of `constructs/` as a site in `docs/site/out`, by TypeDoc, without
 * network. Ends with TypeDoc's exit code, which is not 0 when there is any warning.
 */
const root = resolve(__dirname, "../..");
const folder = join(root, ".slipway/site");

const documents = readDocuments(root);
const pages = stage(root, folder, documents);
const known = new Set(documents.map(({ path }) => `docs/${path}`));
const readme = readFileSync(join(root, "README.md"), "utf8").replace(/^# .+\n/, "");
write(join(folder, "README.md"), moved(readme, "README.md", root, folder, known));
write(join(folder, "typedoc.json"), JSON.stringify(typedocOptions(root, folder, pages), undefined, 2));

const program = join(root, "node_modules/typedoc/bin/typedoc");
const { status } = spawnSync(process.execPath, [program, "--options", join(folder, "typedoc.json")], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
