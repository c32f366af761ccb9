import type { Row } from "./row";

/** A Node backend on Fargate, and how it is released. */
export const deployment: readonly Row[] = [
  {
    number: 6,
    asks: "Scan on push; mutable or immutable tags",
    here: "`repository.scanOnPush`, `repository.mutable`",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "made private, immutable, scanned repositories with a lifecycle and one image each",
      ],
      [
        "constructs/registry/repository.test.ts",
        "with the least props: immutable, scanned, encrypted, kept, nobody else may pull",
        "with everything set",
      ],
    ],
    needs: ["image-scan"],
  },
  {
    number: 7,
    asks: "A multi-stage Node Dockerfile: production dependencies only, non-root, HEALTHCHECK",
    here: "`apps/backend/Dockerfile`, `apps/frontend/Dockerfile`",
    proofs: [
      [
        "apps/images.test.ts",
        "it runs as nodeuser with a fixed id, without a shell, and can be checked and stopped",
        "production installs no development dependency",
      ],
      ["integration/platform/platform.test.ts", "answers: the page and the backend through one balancer"],
    ],
    needs: ["containers"],
  },
  {
    number: 8,
    asks: "One command builds, signs in, tags and pushes one service's image",
    here: "`slipway build <environment> <service>`; by hand `slipway registry commands <environment> <service>`",
    proofs: [
      [
        "integration/build/build.test.ts",
        "builds and pushes, under the content's tag, the commit's and the version's",
        "does nothing the second time, and needs no engine for it",
        "which takes what was built before as it is, and then has nothing to do",
      ],
      ["cli/build/build.process.test.ts", "says what a deployment would build, and asks nobody"],
      [
        "cli/registry/commands.process.test.ts",
        "on AWS: sign in without the token on a command line, build, tag, push",
        "all that the build says is in the command, quoted for the shell",
      ],
      ["integration/platform/platform.test.ts", "succeeds on an empty account"],
    ],
    needs: ["image-registry"],
  },
  {
    number: 9,
    asks: "256 CPU units, 512 MiB, port 3000, health check on `/health`, logs under `/ecs/`",
    here: "the defaults of a service; `size`, `port`, `route.health`",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "runs both services in one cluster, each with its tasks, a circuit breaker and its image by content tag",
        "writes the containers' lines to /ecs/slipway-local/<service>, kept for 30 days",
      ],
      ["integration/examples/node-api.test.ts", "answers through the load balancer"],
    ],
    needs: ["containers", "task-logs", "target-health"],
  },
  {
    number: 10,
    asks: "PostgreSQL on RDS: subnets, security group, generated secret, variables, in one call",
    here: '`databases.<name>` and `uses: { <name>: "readwrite" }`: construct `Database`, RDS or Aurora Serverless v2',
    proofs: [
      [
        "integration/examples/node-rds.test.ts",
        "answers through the load balancer",
        "does what it is made for",
      ],
      [
        "stacks/databases.test.ts",
        "gives the container variables and references, and no password",
        "lets ECS read exactly those two secrets for it",
      ],
      [
        "constructs/database/database.test.ts",
        "is private, encrypted, backed up, and its password is RDS's own affair",
      ],
    ],
    needs: ["databases", "task-secrets", "security-groups"],
  },
  {
    number: 11,
    asks: "One command deploys; a changed image rolls the service without downtime",
    here: "`slipway deploy` (`npm run deploy`) and `cdktf deploy '<environment>-*'`; `rollout`; `migrate` for a task that must succeed before",
    proofs: [
      [
        "integration/releases/failures.test.ts",
        "a rolling deployment fails no request, and shows old, new and the commit",
        "an image that crashes at start",
        "an image that never becomes healthy",
        "an image that is not there",
        "a secret that is not there",
        "a migration that fails",
      ],
      [
        "integration/releases/interrupted.test.ts",
        "one wins the lock, the other reports who holds it and since when, and loses nothing",
      ],
      [
        "integration/platform/platform.test.ts",
        "rolls that service only, without a failed request, and keeps the old image",
        "makes the deployment fail with the reason, while the old version answers every request",
      ],
      [
        "integration/migrate/migrate.test.ts",
        "the first deployment migrates before there is a service, and shows what the migration said",
        "a migration that fails stops the deployment with its lines, and the old version answers every request",
        "a good image is deployed without any repair",
        "two runs of the same image at once are one task, and both end well",
      ],
    ],
    needs: ["rolling-deployment", "circuit-breaker", "target-health"],
  },
  {
    number: 12,
    asks: "A workflow tests, builds, pushes and deploys; tags by commit and version; rollback in one command",
    here: "git tags by `slipway build`, `slipway deploy`, `slipway cdktf deploy` and `slipway local up`, others by `SLIPWAY_EXTRA_TAGS`; `slipway releases`, `promote` and `rollback`; `delivery` for the roles of a workflow; the workflows themselves ([how](ci.md))",
    proofs: [
      [
        "integration/releases/promotion.test.ts",
        "one digest goes through three environments, without a build of its own",
        "afterwards the plan of production is empty, for plain cdktf too",
        "ten further releases, and back to the one before the last of before, under load",
        "released images carry a tag that no lifecycle rule takes",
      ],
      [
        "integration/build/build.test.ts",
        "a commit that leaves the image as it is adds its tag, and takes none away",
        "the same commit with another ignored file is refused, and moves nothing",
        "which puts the git tags on its images too",
      ],
      ["cli/build/protected.process.test.ts", "build is refused before anything is done"],
      ["constructs/image/container-image.test.ts", "further tags are the same image, each pushed and kept"],
      [
        "integration/platform/platform.test.ts",
        "leaves the revision before registered, for a rollback",
        "is repaired by the next good deployment, without any work by hand",
      ],
      ["integration/examples/node-rds.test.ts", "is applied, except for what the engine has no API for"],
      [
        "environments/topics/delivery.test.ts",
        "the bootstrap makes the roles, with rights for exactly what the stacks have",
      ],
      [
        "ci/release.test.ts",
        "a commit of main goes to dev when it is tested, then to staging, then to production",
        "a push to main deploys dev, and shows what runs there then",
      ],
    ],
    needs: ["deploy-roles"],
    open: "No workflow has been run by GitHub, and no pipeline by GitLab.",
  },
  {
    number: 13,
    asks: "Troubleshooting: logs, stop reason and health of tasks, access to ECR",
    here: "`slipway status`, `tasks`, `events`, `logs` and `check-access` ([docs/operations.md](operations.md)); a failed deployment prints why",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "makes the deployment fail with the reason, while the old version answers every request",
      ],
      [
        "cli/local/logs.process.test.ts",
        "prints the lines of all services by time",
        "prints those of one service, from as many minutes back as asked",
      ],
      ["cli/local/status.process.test.ts", "the table says the same, with the addresses to open"],
      [
        "integration/operate/look.test.ts",
        "status says what is wrong with each service, and where to look",
        "tasks has the exit code and the stop reason of the task that crashed",
        "check-access names what is missing, and how to repair it",
      ],
      [
        "cli/operate/access/check-access.test.ts",
        "all that a task needs: the whole document; what can not be answered is unknown, and no value is read",
        "a right that is missing: which, and how to repair it",
      ],
      ["cli/operate/access/reach.test.ts", "S3 is reached by the gateway endpoint of the subnet's own table"],
    ],
    needs: ["task-logs", "networking", "permissions"],
  },
  {
    number: 14,
    asks: "Specific tags, small images, non-root, scanning, as defaults",
    here: "the defaults; a tag `latest`, a root user and a mutable repository must be asked for, or are refused",
    proofs: [
      ["constructs/image/published-image.test.ts", "refuses tags that move, and tags that are none"],
      ["environments/rules/image-user.test.ts", "is the stage whose user counts, in any case"],
      [
        "constructs/registry/repository.test.ts",
        "with the least props: immutable, scanned, encrypted, kept, nobody else may pull",
      ],
    ],
  },
];
