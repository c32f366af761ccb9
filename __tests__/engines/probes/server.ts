/**
 * The program in the probed containers. It says what it finds around itself, so that a probe can compare it with what
 * its container definition asked for.
 */
export const SERVER = `
const fs = require("node:fs");
const env = process.env;
if (env.MODE === "crash") process.exit(7);
console.log("probe server " + (env.VERSION ?? ""));
const tried = (work) => { try { return work(); } catch (error) { return "error " + error.code; } };
const asked = (url) => fetch(url, { signal: AbortSignal.timeout(3000) }).then((a) => a.status, (e) => String(e.cause?.code ?? e));
if (env.LEAVES) tried(() => fs.writeFileSync(env.LEAVES, "left"));
async function facts() {
  return {
    argv: process.argv.slice(2), cwd: process.cwd(), uid: process.getuid(), env,
    root: tried(() => fs.writeFileSync("/written", "") ?? "writable"),
    shared: tried(() => fs.readFileSync("/shared/left", "utf8")),
    files: Number(/Max open files\\s+(\\d+)/.exec(fs.readFileSync("/proc/self/limits", "utf8"))?.[1]),
    sibling: await asked("http://localhost:3001/health"),
    aws: env.AWS_ENDPOINT_URL ? await asked(env.AWS_ENDPOINT_URL + "/_localstack/health") : "no endpoint",
  };
}
require("node:http").createServer(async (request, response) => {
  if (request.url === "/health") return response.writeHead(env.MODE === "unhealthy" ? 500 : 200).end();
  if (request.url === "/facts") return response.end(JSON.stringify(await facts()));
  response.end(env.VERSION ?? "");
}).listen(Number(env.PORT ?? 3000));
process.on("SIGTERM", () => process.exit(0));
`;
