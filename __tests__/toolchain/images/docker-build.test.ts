import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage } from "../../../toolchain/images/docker-build";
import { FakeEngine } from "./fake-engine";

let engine: FakeEngine;
let context: string;

beforeAll(async () => {
  engine = await FakeEngine.start();
  context = mkdtempSync(join(tmpdir(), "slipway-build-"));
  writeFileSync(join(context, "Dockerfile"), "FROM scratch\n");
});
afterAll(async () => {
  rmSync(context, { recursive: true });
  await engine.stop();
});

const build = (update: (line: string) => void = () => undefined) =>
  buildImage("slipway/probe:1", { context, files: ["Dockerfile"], args: {}, update });

test("each line of a build is told as it comes", async () => {
  engine.events = [
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
  engine.events = [{ stream: "Step 2/2 : COPY missing /\n" }, { errorDetail: { message: error }, error }];
  await expect(build()).rejects.toThrow(
    `building the image slipway/probe:1 failed: ${error}\n  Step 2/2 : COPY missing /`,
  );
});
