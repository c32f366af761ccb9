import { ConfigurationError } from "../../environments/errors";
import { MAX_TASKS } from "../../environments/rules/scaling";
import type { ActedOn } from "./acted-on";

/** What an operator has to know of the number of tasks of a service: refusals, and what becomes of a number. */
export function checkCount({ environment, service }: ActedOn, count: number): string[] {
  const { name, runsOn, scaling } = service;
  const property = `services.${name}.count`;
  const refuse = (problem: string) => new ConfigurationError("the command", [problem]);
  if (runsOn?.daemon === true) {
    throw refuse(
      `count must not be set for ${name}, got ${count}; it is a daemon, which runs once on every instance of cluster.instances.${runsOn.group}: change the number of its instances and deploy`,
    );
  }
  if (scaling === undefined) {
    if (count > MAX_TASKS) throw refuse(`count must be from 0 to ${MAX_TASKS}, got ${count}`);
    return count === service.count
      ? []
      : [
          `the next deployment sets it back to ${service.count}, as Terraform has the number of ${property}; to keep ${count}, write it there`,
        ];
  }
  const { max, min, schedules } = scaling;
  const bounds = `${name} scales by itself from ${min} to ${max}`;
  // Where schedules set the bounds, which ones hold now is not known here.
  if (schedules.length === 0 && (count < min || count > max)) {
    const bound = count < min ? "min" : "max";
    throw refuse(
      `count must be from ${min} to ${max}, got ${count}; ${bounds}: change ${property}.${bound} in environment "${environment.name}" and deploy`,
    );
  }
  const highest = Math.max(max, ...schedules.map((schedule) => schedule.max));
  if (count > highest) {
    throw refuse(
      `count must be at most ${highest}, got ${count}; ${name} scales by itself, by schedules too: change ${property} in environment "${environment.name}" and deploy`,
    );
  }
  return [
    `${bounds}${schedules.length > 0 ? ", by schedules too" : ""}: ${count} holds until its scaling says another number; a deployment leaves it alone`,
  ];
}
