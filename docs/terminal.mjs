// Takes the picture of the live view in the documentation, from a real run (Linux, with `script` of util-linux):
//   npm run local && node docs/terminal.mjs http://slipway-local.alb.localhost:4566 docs/images/live-view.svg
// The view runs in a terminal of 104 x 30 characters while requests go through the load balancer; what it has drawn when
// it is ended with `q` becomes text in an SVG, light or dark as the reader's system.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const [address, target] = process.argv.slice(2);
if (address === undefined || target === undefined) {
  console.error("usage: node docs/terminal.mjs <address of the page> <path of the picture>");
  process.exit(1);
}
const columns = 104;
const rows = 30;
const seconds = 25;

const command = `stty cols ${columns} rows ${rows}; exec node cli/slipway.js local view`;
const terminal = spawn("script", ["--quiet", "--flush", "--command", command, "/dev/null"], {
  stdio: ["pipe", "pipe", "inherit"],
});
let drawn = "";
terminal.stdout.setEncoding("utf8").on("data", (chunk) => (drawn += chunk));
const ended = new Promise((resolve) => terminal.once("exit", resolve));

const { host, port, hostname } = new URL(address);
const ask = (path) =>
  new Promise((resolve) => {
    const options = { host: "127.0.0.1", port, path, headers: { host: hostname } };
    request(options, (answer) => answer.resume().once("close", resolve))
      .once("error", resolve)
      .end();
  });
const until = Date.now() + seconds * 1000;
for (let n = 0; Date.now() < until; n += 1) {
  await ask(["/", "/api/health", "/api/health", "/api/health", "/api/nothing"][n % 5]);
  await sleep(120);
}
const frame = drawn.slice(drawn.lastIndexOf("slipway local") - 20);
terminal.stdin.write("q");
if ((await ended) !== 0) throw new Error(`the view of ${host} must end with 0`);

// The last picture: from the last home position on, with colours as classes.
const CLASSES = { 1: "bold", 2: "dim", 31: "red", 32: "green", 33: "yellow" };
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const lines = frame.slice(frame.indexOf("\u001b[1m")).replaceAll("\r", "").trimEnd().split("\n");
const height = 19;
const width = 8.43;
const text = lines.map((line, index) => {
  const on = new Set();
  let column = 0;
  const spans = line.split(/(\u001b\[\d+m)/).map((part) => {
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code !== undefined) {
      const name = CLASSES[code];
      if (name !== undefined) on.add(name);
      else if (code === "22") ["bold", "dim"].forEach((each) => on.delete(each));
      else ["red", "green", "yellow"].forEach((each) => on.delete(each));
      return "";
    }
    const x = 18 + column * width;
    column += part.length;
    if (part.trim() === "") return "";
    const length = (part.length * width).toFixed(1);
    return `<tspan x="${x.toFixed(1)}" textLength="${length}" class="${[...on].join(" ")}">${escaped(part)}</tspan>`;
  });
  return `<text y="${(34 + index * height).toString()}" xml:space="preserve">${spans.join("")}</text>`;
});
const size = { width: Math.ceil(columns * width + 36), height: lines.length * height + 36 };
writeFileSync(
  target,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img">
<title>slipway local view: two services, three tasks, requests and log lines</title>
<style>
rect { fill: #f6f8fa; stroke: #d0d7de }
text { fill: #1f2328; font: 14px ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace }
.bold { font-weight: 700 } .dim { fill: #656d76 } .red { fill: #cf222e } .green { fill: #1a7f37 } .yellow { fill: #9a6700 }
@media (prefers-color-scheme: dark) {
rect { fill: #0d1117; stroke: #30363d }
text { fill: #e6edf3 }
.dim { fill: #8d96a0 } .red { fill: #ff7b72 } .green { fill: #3fb950 } .yellow { fill: #d29922 }
}
</style>
<rect x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="8"/>
${text.join("\n")}
</svg>
`,
);
console.log(target);
