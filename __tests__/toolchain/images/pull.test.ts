import { ensurePulledImage } from "../../../toolchain/images/pull";
import { FakeEngine } from "./fake-engine";

let engine: FakeEngine;
let lines: string[];
const progress = {
  say: (subject: string, text: string) => lines.push(`${subject}: ${text}`),
  during: <T>(subject: string, text: string, work: (update: (detail: string) => void) => Promise<T>) => {
    lines.push(`${subject}: ${text}`);
    return work((detail) => lines.push(`  ${detail}`));
  },
};

beforeEach(async () => {
  engine = await FakeEngine.start();
  lines = [];
});
afterEach(() => engine.stop());

const INSPECT = "GET /images/rhysd/actionlint:1.0.0/json";
const pulled = () => ensurePulledImage("rhysd/actionlint:1.0.0", progress);

test("an image that the engine has is not pulled again", async () => {
  engine.images = ["rhysd/actionlint:1.0.0"];
  expect(await pulled()).toBe("rhysd/actionlint:1.0.0");
  expect(engine.requests).toEqual([INSPECT]);
  expect(lines).toEqual(["image: rhysd/actionlint:1.0.0, already pulled"]);
});

test("a missing image is pulled by its name and tag", async () => {
  engine.events = [{ status: "Pulling from rhysd/actionlint" }, { status: "Download complete", id: "0123" }];
  expect(await pulled()).toBe("rhysd/actionlint:1.0.0");
  expect(engine.requests).toEqual([INSPECT, "POST /images/create?fromImage=rhysd/actionlint&tag=1.0.0"]);
  expect(lines).toEqual([
    "image: pulling rhysd/actionlint:1.0.0",
    "  Pulling from rhysd/actionlint",
    "  Download complete",
  ]);
});

test("a refusal in the middle of the answer is an error with the engine's reason and what to do", async () => {
  engine.events = [{ status: "Pulling from rhysd/actionlint" }, { error: "manifest unknown" }];
  await expect(pulled()).rejects.toThrow(
    "pulling the image rhysd/actionlint:1.0.0 failed: manifest unknown\n" +
      "  where no container registry answers, set SLIPWAY_NETWORK=closed to build it instead",
  );
});
