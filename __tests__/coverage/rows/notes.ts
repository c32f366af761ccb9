import type { Row } from "./row";

/** Notes on ECS and ECR: instances, placement, and what a registry keeps. */
export const notes: readonly Row[] = [
  {
    number: 28,
    asks: "EC2 capacity: launch template, group, capacity provider; CPU adds tasks, tasks add instances",
    here: "`cluster.instances`, `runsOn.instances`, `count: { targetCpuPercent }`",
    proofs: [
      [
        "integration/examples/ec2-scaled.test.ts",
        "is applied, except for what the engine has no API for",
        "does what it is made for",
      ],
      [
        "environments/topics/instances.test.ts",
        "the launch template: newest metadata service only, encrypted disk, no key",
        "the group scales with its tasks, drains first, and protects what works",
      ],
    ],
    needs: ["capacity-providers", "instances", "autoscaling"],
  },
  {
    number: 29,
    asks: "Tasks of several containers; one task per instance",
    here: '`containers`, `runsOn.placement: "one-per-instance"`',
    proofs: [
      ["integration/examples/ec2-scaled.test.ts", "does what it is made for"],
      ["integration/examples/cruddur.test.ts", "does what it is made for"],
      ["stacks/containers.test.ts", "has the service's own first, with all its settings"],
    ],
    needs: ["containers", "task-network", "instances"],
  },
  {
    number: 30,
    asks: "Encryption at rest, public gallery data, lifecycle policy, push commands",
    here: "`repository.kmsKey`, `repository.public`, `repository.keepImages`, `slipway registry commands`",
    proofs: [
      [
        "constructs/registry/lifecycle.test.ts",
        "keep released images, the newest 100 builds and untagged images for 14 days",
      ],
      ["constructs/registry/public-repository.test.ts", "with everything set"],
      [
        "integration/platform/platform.test.ts",
        "made private, immutable, scanned repositories with a lifecycle and one image each",
      ],
      [
        "cli/registry/commands.process.test.ts",
        "a public repository gets its own login, and the address that AWS chose",
      ],
    ],
    needs: ["image-expiry", "public-registry"],
  },
];
