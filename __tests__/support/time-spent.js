const { existsSync } = require("node:fs");
const { CpuTime } = require("./cpu-time.js");

const SAMPLE_MS = 500;
/** A shorter run needs no account. */
const MIN_SECONDS = 60;

/** Prints, after a run, which programs used the CPU and how much of it was idle. Linux only: it reads /proc. */
module.exports = class TimeSpent {
  onRunStart() {
    if (!existsSync("/proc/stat")) return;
    this.cpu = new CpuTime();
    this.timer = setInterval(() => this.cpu.sample(), SAMPLE_MS);
    this.timer.unref();
  }

  onRunComplete() {
    if (this.cpu === undefined) {
      console.log(`\nCPU time by program: not measured on ${process.platform}`);
      return;
    }
    clearInterval(this.timer);
    const { wall, used, share, groups } = this.cpu.spent();
    if (wall < MIN_SECONDS) return;
    console.log(
      [
        "",
        `CPU time by program, all of this machine: ${used.toFixed(0)} s in ${wall.toFixed(0)} s, ${percent(share)} of its cores`,
        ...groups
          .filter(([, seconds]) => seconds >= 0.5)
          .map(
            ([group, seconds]) =>
              `${seconds.toFixed(0).padStart(7)} s  ${percent(seconds / used).padStart(4)}  ${group}`,
          ),
      ].join("\n"),
    );
  }
};

const percent = (share) => `${(100 * share).toFixed(0)} %`;
