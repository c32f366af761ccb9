import { readFile } from "node:fs/promises";
import { CommandError, run } from "./run";

/** Index of `starttime` behind the program's name. Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const START_TIME = 19;

/**
 * When a process started, in the format of the system; with its id it names the process for as long as the machine
 * runs. `undefined` when there is no such process, or only its exit code is left.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return startByPs(pid);
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name is in parentheses, and may hold some.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[START_TIME];
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

async function startByPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await run("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
      doing: `looking for process ${pid}`,
      env: { LC_ALL: "C", TZ: "UTC" },
    });
    const [state = "", ...started] = stdout.split(/\s+/).filter((word) => word !== "");
    return state === "" || state.startsWith("Z") ? undefined : started.join(" ");
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
