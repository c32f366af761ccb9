import type { TaskPart } from "../../constructs/task/part";
import type { ServiceContext } from "./context";

/** Alarms that roll a deployment back which sets them off; one that is on before does not count. */
export function deploymentAlarms({ alarms }: ServiceContext): TaskPart | undefined {
  const alarmNames = alarms?.deploymentAlarmNames ?? [];
  if (alarmNames.length === 0) return undefined;
  return { service: { alarms: { alarmNames: [...alarmNames], enable: true, rollback: true } } };
}
