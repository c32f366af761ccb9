// Answers with its version and with the schema that it found when it started; it needs its own or does not start.
const { createServer } = require("node:http");
const { read } = require("./schema.js");

const { VERSION } = process.env;

async function main() {
  const schema = await read();
  if (schema !== VERSION) {
    console.error(`schema must be ${VERSION}, got ${schema}`);
    process.exit(1);
  }
  createServer((_, response) => response.end(JSON.stringify({ version: VERSION, schema }))).listen(3000);
}

process.on("SIGTERM", () => process.exit(0));
main();
