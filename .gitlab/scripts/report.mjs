// report.mjs note|drift <environment> <outcome> <file>
// Keeps one note of the merge request, or one open issue for as long as there are changes. Both begin with the first
// line of the file, and are found by it. SLIPWAY_GITLAB_TOKEN is a project access token with the scope `api`.
import { readFileSync } from "node:fs";

const [, , kind, environment, outcome, file] = process.argv;
const { CI_API_V4_URL, CI_JOB_URL, CI_MERGE_REQUEST_IID, CI_PROJECT_ID, SLIPWAY_GITLAB_TOKEN } = process.env;
const LABEL = "slipway-drift";
const text = readFileSync(file, "utf8");
const [marker] = text.split("\n");
const project = `/projects/${CI_PROJECT_ID}`;

async function ask(method, path, body) {
  const response = await fetch(CI_API_V4_URL + path, {
    method,
    headers: { "PRIVATE-TOKEN": SLIPWAY_GITLAB_TOKEN, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`GitLab answered ${response.status} to ${method} ${path}`);
  return response;
}

/** The first of a list, over all its pages, that is ours and begins with the marker. */
async function own(path, textOf) {
  const { id } = await (await ask("GET", "/user")).json();
  for (let page = "1"; page;) {
    const response = await ask("GET", `${path}&per_page=100&page=${page}`);
    const found = (await response.json()).find(
      (entry) => entry.author.id === id && (textOf(entry) ?? "").startsWith(marker),
    );
    if (found) return found;
    page = response.headers.get("x-next-page");
  }
  return undefined;
}

async function note() {
  const notes = `${project}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
  const found = await own(`${notes}?sort=asc`, ({ body }) => body);
  if (found) await ask("PUT", `${notes}/${found.id}`, { body: text });
  else await ask("POST", notes, { body: text });
}

async function drift() {
  const issues = `${project}/issues`;
  const found = await own(`${issues}?state=opened&labels=${LABEL}`, (issue) => issue.description);
  const description = `${text}\nFound by [this job](${CI_JOB_URL}). Deploy, or take the change into the sources; the issue closes itself.\n`;
  if (outcome === "changes" && found) await ask("PUT", `${issues}/${found.iid}`, { description });
  else if (outcome === "changes") {
    const title = `Drift: ${environment} is not as its sources say`;
    await ask("POST", issues, { title, description, labels: LABEL });
  } else if (found) {
    await ask("POST", `${issues}/${found.iid}/notes`, { body: `Gone, says [this job](${CI_JOB_URL}).` });
    await ask("PUT", `${issues}/${found.iid}`, { state_event: "close" });
  }
}

try {
  await { note, drift }[kind]();
} catch (error) {
  console.error(error.cause ? `${error.message}: ${error.cause.message}` : error.message);
  process.exitCode = 1;
}
