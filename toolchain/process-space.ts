import { readFileSync, readlinkSync } from "node:fs";

/**
 * Identifies the processes that this one can see: the start of the kernel and the pid namespace. Two containers may share a
 * host name and a folder and still see different processes under one id, so "no such process" proves something only
 * within one such space. Empty on a system that has
 * no namespaces to compare.
 *
 * Source: https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
export function processSpace(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return "";
  }
}
