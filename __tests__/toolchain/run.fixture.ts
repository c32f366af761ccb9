import { run } from "../../toolchain/run";

/**
 * Runs a program that has started another one, and says how that ended. A shell's background
 * processes ignore interrupts, so the inner program is one that outlives its parent.
 */
void run("sh", ["-c", "sleep 60 & echo $!; wait"], {
  doing: "sleeping",
  onLine: (line) => console.log(line),
}).catch((error: unknown) => console.log(String(error)));
