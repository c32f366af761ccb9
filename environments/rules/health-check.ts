/**
 * Docker waits for a check to end before it starts the next interval, so a timeout may be as long as the interval, or
 * longer. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export const HEALTH_CHECK = {
  intervalSeconds: [5, 300],
  timeoutSeconds: [2, 60],
  retries: [1, 10],
  startPeriodSeconds: [0, 300],
} as const;

export interface ContainerHealthCheck {
  /** As ECS wants it: `CMD` and the arguments, or `CMD-SHELL` and one line. */
  readonly command: readonly string[];
  /** Seconds between two checks, 5 to 300. */
  readonly intervalSeconds: number;
  /** Seconds until a check counts as failed, 2 to 60. */
  readonly timeoutSeconds: number;
  /** Failures in a row until the container is unhealthy, 1 to 10. */
  readonly retries: number;
  /** Seconds after the start in which failures do not count, 0 to 300. */
  readonly startPeriodSeconds: number;
}

type HealthCheckNumbers = Readonly<Record<keyof typeof HEALTH_CHECK, number>>;

/** @param path the check as the user wrote it, for example `services.web.healthCheck` */
export function healthCheckProblems(path: string, check: HealthCheckNumbers): string[] {
  return (Object.keys(HEALTH_CHECK) as (keyof typeof HEALTH_CHECK)[]).flatMap((name) => {
    const [from, to] = HEALTH_CHECK[name];
    const value = check[name];
    return Number.isInteger(value) && value >= from && value <= to
      ? []
      : [`${path}.${name} must be a whole number from ${from} to ${to}, got ${value}`];
  });
}
