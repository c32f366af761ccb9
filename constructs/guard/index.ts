export { findings, guard, type GuardOptions } from "./guard";
