import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage } from "../../../toolchain/images/docker-build";

/** An engine that reads the context and answers with these events, as Docker streams them. */
let engine: Server;
let events: readonly object[];
let context: string;
const host = process.env.DOCKER_HOST;

beforeAll(async () => {
  engine = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    });
  });
  await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
  process.env.DOCKER_HOST = `tcp://127.0.0.1:${(engine.address() as AddressInfo).port}`;
  context = mkdtempSync(join(tmpdir(), "slipway-build-"));
  writeFileSync(join(context, "Dockerfile"), "FROM scratch\n");
});
afterAll(async () => {
  if (host === undefined) delete process.env.DOCKER_HOST;
  else process.env.DOCKER_HOST = host;
  rmSync(context, { recursive: true });
  await new Promise((resolve) => engine.close(resolve));
});

const build = (update: (line: string) => void = () => undefined) =>
  buildImage("slipway/probe:1", { context, files: ["Dockerfile"], args: {}, update });

test("each line of a build is told as it comes", async () => {
  events = [
    { stream: "Step 1/1 : FROM scratch\n" },
    { stream: " ---> 0123\n" },
    { stream: "Successfully built\n" },
  ];
  const lines: string[] = [];
  await build((line) => lines.push(line));
  expect(lines).toEqual(["Step 1/1 : FROM scratch", "Successfully built"]);
});

test("a step that fails is the build's failure, with its last lines", async () => {
  const error = "COPY failed: file not found in build context: stat missing: file does not exist";
  events = [{ stream: "Step 2/2 : COPY missing /\n" }, { errorDetail: { message: error }, error }];
  await expect(build()).rejects.toThrow(
    `building the image slipway/probe:1 failed: ${error}\n  Step 2/2 : COPY missing /`,
  );
});
