// Prints the number, by the name that is given, of the first comment or issue that Actions wrote and that begins with the
// marker; nothing when there is none. The pages of `gh api --paginate --slurp` are on the standard input.
import { readFileSync } from "node:fs";

const [, , marker, key] = process.argv;
const pages = JSON.parse(readFileSync(0, "utf8"));
// Only our own: anybody may quote the line.
const own = pages
  .flat()
  .find(({ user, body }) => user?.login === "github-actions[bot]" && (body ?? "").startsWith(marker));
if (own !== undefined) console.log(own[key]);
