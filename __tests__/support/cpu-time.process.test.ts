import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";

interface CpuTimeModule {
  readonly CpuTime: new () => {
    sample(): void;
    spent(): { used: number; share: number; groups: readonly (readonly [string, number])[] };
  };
  readonly groupOf: (process: { name: string; inContainer: boolean }) => string;
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- jest loads reporters as plain JavaScript
const { CpuTime, groupOf } = require("./cpu-time.js") as CpuTimeModule;

it.each([
  ["terraform", false, "Terraform and its providers"],
  ["terraform-provi", false, "Terraform and its providers"],
  ["tofu", false, "Terraform and its providers"],
  ["python", true, "containers: emulator, tasks, build steps"],
  ["node", true, "containers: emulator, tasks, build steps"],
  ["node", false, "Slipway, cdktf and the tests (Node.js)"],
  ["dockerd", false, "Docker engine: builds, pushes, starts"],
  ["containerd-shim", false, "Docker engine: builds, pushes, starts"],
  ["compile", false, "Go builds of the toolchain"],
  ["sshd", false, "other"],
])("counts %s (in a container: %s) as %s", (name, inContainer, group) => {
  expect(groupOf({ name, inContainer })).toBe(group);
});

const onLinux = existsSync("/proc/stat") ? it : it.skip;
onLinux("attributes the CPU time of a busy process to its program", async () => {
  const cpu = new CpuTime();
  const busy = spawn(process.execPath, ["-e", "const end = Date.now() + 400; while (Date.now() < end);"]);
  const closed = once(busy, "close");
  const timer = setInterval(() => cpu.sample(), 50);
  await closed;
  clearInterval(timer);
  const { used, share, groups } = cpu.spent();
  const [, seconds = 0] = groups.find(([group]) => group.startsWith("Slipway, cdktf")) ?? [];
  expect(seconds).toBeGreaterThan(0.1);
  expect(used).toBeGreaterThanOrEqual(seconds);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThanOrEqual(1);
});
