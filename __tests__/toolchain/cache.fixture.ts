import { setTimeout } from "node:timers/promises";
import { cached } from "../../toolchain/cache";

/** Builds an entry slowly, for the tests that need real processes: `<key> <seconds>`. */
const [key = "", seconds = ""] = process.argv.slice(2);

async function build(): Promise<void> {
  console.log("building");
  await setTimeout(Number(seconds) * 1000);
}

void cached("slow", key, build, () => console.log("waiting")).then(({ fresh }) =>
  console.log(fresh ? "fresh" : "there"),
);
