// Brings the schema to the version of the image, in two seconds; a broken image says why it can not.
const { read, write } = require("./schema.js");

const { BROKEN, VERSION } = process.env;

async function main() {
  console.log(`schema ${(await read()) ?? "none"} goes to ${VERSION}`);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  if (BROKEN) {
    console.error("column orders.total is missing");
    process.exit(3);
  }
  await write(VERSION);
  console.log(`schema is ${VERSION}`);
}

main();
