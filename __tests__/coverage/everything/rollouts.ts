import type { ServiceInput } from "../../../environments/input";
import type { RolloutInput } from "../../../environments/topics/rollout";
import { arn, globalArn } from "./names";

const behind = (path: string, rollout: RolloutInput): ServiceInput => ({
  image: { uri: "registry.example.com/shop/page:1" },
  port: 8080,
  route: { path },
  rollout,
});

/** A service for each way to roll out. */
export const rollouts: Readonly<Record<string, ServiceInput>> = {
  rolled: behind("/rolled/*", "rolling"),
  blue: behind("/blue/*", {
    strategy: "blue-green",
    bakeMinutes: 30,
    healthCheckGraceSeconds: 30,
    hooks: [
      {
        lambda: arn("lambda", "function:judge:live"),
        stages: ["post-test-traffic-shift", "post-production-traffic-shift"],
        details: { path: "/blue/health", strict: true, attempts: 3 },
      },
      {
        lambda: arn("lambda", "function:announce"),
        stages: ["reconcile-service", "pre-scale-up", "post-scale-up"],
        role: globalArn("iam", "role/announcer"),
      },
    ],
  }),
  canary: behind("/canary/*", {
    strategy: "canary",
    percent: 0.5,
    canaryBakeMinutes: 20,
    bakeMinutes: 0,
  }),
  linear: behind("/linear/*", { strategy: "linear", stepPercent: 12.5, stepBakeMinutes: 3, bakeMinutes: 5 }),
  called: {
    image: { uri: "registry.example.com/shop/called:1" },
    port: 8080,
    connect: {},
    rollout: "blue-green",
  },
};
