import { nested } from "../values";
import type { Finished } from "./finished";
import type { Excess } from "./limit";

/**
 * Health checks of a balancer that would not end before the next one begins; those of a container may.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const healthCheckExcesses = (finished: Finished): Excess[] =>
  finished.of("aws_lb_target_group").flatMap((resource) =>
    nested(resource.values.health_check).flatMap(({ interval, timeout }) =>
      Number(timeout) >= Number(interval)
        ? [
            {
              resource,
              problem: `health_check.timeout must be below health_check.interval (${String(interval)}), got ${String(timeout)}`,
            },
          ]
        : [],
    ),
  );
