// Takes the README's pictures of the running page, light and dark, with a Chromium on the PATH and nothing else:
//   node docs/screenshot.mjs http://localhost:4566/ docs/images/page
// writes docs/images/page-light.png and docs/images/page-dark.png. All that they show is real: the page is loaded,
// asked to check the backend a few dozen times, and photographed. The third argument is how often it is asked, the
// fourth how wide the window is; a page of the documentation is only photographed:
//   node docs/screenshot.mjs "file://$PWD/docs/site/out/documents/Environment_reference.html#service" docs/images/site 0 1400
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const [url, target, clicks = "48", width = "1100"] = process.argv.slice(2);
if (url === undefined || target === undefined) {
  console.error(
    "usage: node docs/screenshot.mjs <address of the page> <path of the pictures without ending> [clicks on its button] [width]",
  );
  process.exit(1);
}
// A wide page is no sharper than its screen: the picture stays small.
const deviceScaleFactor = Number(width) > 1100 ? 1 : 1.5;
const size = { width: Number(width), height: 960, deviceScaleFactor, mobile: false };
const checks = Number(clicks);

const profile = mkdtempSync(join(tmpdir(), "slipway-browser-"));
const browser = spawn(
  process.env.CHROMIUM ?? "chromium",
  [
    ...[
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--hide-scrollbars",
    ],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ...["--remote-debugging-pipe", `--user-data-dir=${profile}`],
  ],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
);
const ended = new Promise((resolve, reject) => {
  browser.once("error", reject);
  browser.once("exit", resolve);
});
ended.catch((error) => {
  console.error(`the browser can not be started: ${error.message}; set CHROMIUM to its path`);
  process.exit(1);
});

// The DevTools protocol over two pipes: JSON messages that end with a zero byte.
const waiting = new Map();
let buffered = "";
browser.stdio[4].setEncoding("utf8").on("data", (chunk) => {
  const messages = (buffered + chunk).split("\0");
  buffered = messages.pop() ?? "";
  for (const message of messages.map((text) => JSON.parse(text))) {
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.error) reject?.(new Error(message.error.message));
    else resolve?.(message.result);
  }
});
let lastId = 0;
const send = (method, params = {}, sessionId = undefined) =>
  new Promise((resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject });
    browser.stdio[3].write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
  });

try {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const page = (method, params) => send(method, params, sessionId);
  await page("Emulation.setDeviceMetricsOverride", size);
  await page("Page.navigate", { url });
  await sleep(2_000);
  for (let check = 1; check < checks; check += 1) {
    await page("Runtime.evaluate", { expression: 'document.querySelector("button").click()' });
    await sleep(150);
  }
  await sleep(1_000);

  mkdirSync(dirname(target), { recursive: true });
  for (const scheme of ["light", "dark"]) {
    await page("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    await sleep(300);
    const { data } = await page("Page.captureScreenshot", { format: "png" });
    writeFileSync(`${target}-${scheme}.png`, Buffer.from(data, "base64"));
    console.log(`${target}-${scheme}.png`);
  }
  await send("Browser.close");
} finally {
  browser.kill();
  await ended;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
