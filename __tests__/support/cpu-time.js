const { readdirSync, readFileSync } = require("node:fs");

/** Programs that are counted together, in the order in which they are tried. A container's process is known by its cgroup. */
const GROUPS = [
  ["Terraform and its providers", ({ name }) => /^(terraform|tofu)/.test(name)],
  ["containers: emulator, tasks, build steps", ({ inContainer }) => inContainer],
  ["Docker engine: builds, pushes, starts", ({ name }) => /^(docker|containerd|runc|buildkit)/.test(name)],
  ["Go builds of the toolchain", ({ name }) => /^(go|compile|link|asm|cgo)$/.test(name)],
  ["Slipway, cdktf and the tests (Node.js)", ({ name }) => /^(node|MainThread|jest|npm)/.test(name)],
];
const OTHER = "other";
/** Processes that ended before a sample saw them, and the kernel. */
const UNSEEN = "not attributed";

/** Clock ticks per second of /proc; Linux fixes it for programs: man 5 proc_pid_stat. */
const TICKS = 100;

const groupOf = (process) => GROUPS.find(([, matches]) => matches(process))?.[0] ?? OTHER;

/** Adds up the CPU time of all processes of this machine by group, from samples of /proc. */
class CpuTime {
  #began = { at: Date.now(), ...machineTicks() };
  #seen = new Map();
  #ticks = new Map();

  constructor() {
    this.sample(true);
  }

  /** @param first whether what the processes used before counts as used before */
  sample(first = false) {
    const seen = new Map();
    for (const pid of readdirSync("/proc")) {
      if (!/^\d+$/.test(pid)) continue;
      const now = statOf(pid);
      if (now === undefined) continue;
      const before = this.#seen.get(pid);
      const known = before?.started === now.started ? before : { ticks: first ? now.ticks : 0 };
      // A process that has replaced its program (a shell's exec) belongs to another group.
      const group =
        known.name === now.name ? known.group : groupOf({ ...now, inContainer: isInContainer(pid) });
      this.#ticks.set(group, (this.#ticks.get(group) ?? 0) + now.ticks - known.ticks);
      seen.set(pid, { ...now, group });
    }
    this.#seen = seen;
  }

  /** Seconds since the start: wall clock, CPU in use, and by group, the largest first. */
  spent() {
    this.sample();
    const { busy, all } = machineTicks();
    const used = (busy - this.#began.busy) / TICKS;
    const groups = [...this.#ticks].map(([group, ticks]) => [group, ticks / TICKS]);
    const unseen = used - groups.reduce((sum, [, seconds]) => sum + seconds, 0);
    return {
      wall: (Date.now() - this.#began.at) / 1000,
      used,
      share: used / ((all - this.#began.all) / TICKS),
      groups: [...groups, [UNSEEN, Math.max(0, unseen)]].sort(([, a], [, b]) => b - a),
    };
  }
}

/** Ticks of all cores. */
function machineTicks() {
  const fields = readFileSync("/proc/stat", "utf8").split("\n", 1)[0].split(/\s+/).slice(1, 9).map(Number);
  const all = fields.reduce((sum, ticks) => sum + ticks, 0);
  const [, , , idle, waiting] = fields;
  return { all, busy: all - idle - waiting };
}

/** `undefined` for a process that has ended. */
function statOf(pid) {
  const text = contentOf(`/proc/${pid}/stat`);
  const end = text.lastIndexOf(")");
  if (end < 0) return undefined;
  // Fields from the third on: the second is the name in parentheses, which may contain anything.
  const fields = text.slice(end + 2).split(" ");
  return {
    name: text.slice(text.indexOf("(") + 1, end),
    ticks: Number(fields[11]) + Number(fields[12]),
    started: fields[19],
  };
}

/** The engine itself may run in a group called `docker.service`; a container's group has its id. */
const isInContainer = (pid) => /docker[-/][0-9a-f]{64}/.test(contentOf(`/proc/${pid}/cgroup`));

function contentOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

module.exports = { CpuTime, groupOf };
