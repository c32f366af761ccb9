// Answers with its version; `mode` says how an image of it goes wrong.
const { createServer } = require("node:http");
const { mode, version } = require("./version.json");

if (mode === "crash") {
  console.error(`version ${version} can not open its ledger`);
  process.exit(7);
}
const healthy = mode === "unhealthy" ? 500 : 200;
const server = createServer((request, response) => {
  response.writeHead(request.url === "/health" ? healthy : 200).end(JSON.stringify({ version }));
});
setTimeout(() => server.listen(3000), mode === "slow" ? 4000 : 0);
process.on("SIGTERM", () => process.exit(0));
