// Loaded in front of each measured program: writes what it used to the channel that the bench reads.
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { mebibytes: maxRSS / 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  require("node:fs").writeSync(3, JSON.stringify(usage));
});
