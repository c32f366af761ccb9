// Stands in for an image that can not be had without a container registry: answers HTTP, hears UDP, ends on SIGTERM.
const { createServer } = require("node:http");
const { createSocket } = require("node:dgram");

createServer((request, response) => response.end(`stand-in ${request.url}\n`)).listen(3000);
createSocket("udp4").bind(2000);
console.log("stand-in ready");
process.on("SIGTERM", () => process.exit(0));
