const MINUTES_A_DAY = 24 * 60;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** RDS wants windows of 30 minutes at least. */
const SHORTEST_MINUTES = 30;

/** Of a maintenance window: 23 hours and 30 minutes; https://repost.aws/knowledge-center/maintenance-window-amazon-rds-how-long */
const LONGEST_MINUTES = 1410;

/** Minutes from midnight or, with a day, from Monday. */
function minutes(moment: string): number {
  const [minute = "0", hour = "0", day] = moment.split(":").reverse();
  return (day === undefined ? 0 : DAYS.indexOf(day) * MINUTES_A_DAY) + Number(hour) * 60 + Number(minute);
}

function windowOf(text: string, cycle: number): { readonly start: number; readonly length: number } {
  const [from = "", to = ""] = text.split("-");
  const start = minutes(from);
  return { start, length: (minutes(to) - start + cycle) % cycle };
}

/** The daily backup window and the weekly maintenance window of RDS: long enough, and apart from each other. */
export function windowProblems(
  path: string,
  windows: { readonly backupWindow?: string; readonly maintenanceWindow?: string },
): string[] {
  const { backupWindow, maintenanceWindow } = windows;
  const week = DAYS.length * MINUTES_A_DAY;
  const backup = backupWindow === undefined ? undefined : windowOf(backupWindow, MINUTES_A_DAY);
  const maintenance = maintenanceWindow === undefined ? undefined : windowOf(maintenanceWindow, week);
  const short = (name: string, text: string | undefined, length: number | undefined): string[] =>
    length !== undefined && length < SHORTEST_MINUTES
      ? [`${path}.${name} must last at least ${SHORTEST_MINUTES} minutes, got "${text ?? ""}" (${length})`]
      : [];
  const problems = [
    ...short("backupWindow", backupWindow, backup?.length),
    ...short("maintenanceWindow", maintenanceWindow, maintenance?.length),
    ...(maintenance !== undefined && maintenance.length > LONGEST_MINUTES
      ? [
          `${path}.maintenanceWindow must last at most ${LONGEST_MINUTES} minutes, got "${maintenanceWindow ?? ""}" (${maintenance.length})`,
        ]
      : []),
  ];
  if (problems.length > 0 || backup === undefined || maintenance === undefined) return problems;
  // Each day's backup, seen from the start of the maintenance: one begins before the other ends.
  const meets = DAYS.some((_, day) => {
    const after = (backup.start + day * MINUTES_A_DAY - maintenance.start + week) % week;
    return after < maintenance.length || week - after < backup.length;
  });
  return meets
    ? [
        `${path}.backupWindow must not overlap maintenanceWindow ("${maintenanceWindow ?? ""}"), got "${backupWindow ?? ""}"`,
      ]
    : [];
}
