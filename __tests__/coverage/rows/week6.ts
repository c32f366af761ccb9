import type { Row } from "./row";

/** A Flask backend and a React frontend. */
export const week6: readonly Row[] = [
  {
    number: 1,
    asks: "A repository per image; images built, tagged, logged in and pushed",
    here: "`services.<name>.image`, `repository`: constructs `Repository` and `ContainerImage`",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "made private, immutable, scanned repositories with a lifecycle and one image each",
        "rolls that service only, without a failed request, and keeps the old image",
      ],
      ["constructs/image/content-tag.test.ts", "is src- and 20 hex digits, known for all time"],
    ],
    needs: ["image-registry", "registry-authentication"],
  },
  {
    number: 2,
    asks: "One cluster per environment with two services, each of tasks, each of containers",
    here: "`cluster`, `services`: constructs `Cluster` and `Service`",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "runs both services in one cluster, each with its tasks, a circuit breaker and its image by content tag",
        "answers: the page and the backend through one balancer",
      ],
      ["integration/examples/cruddur.test.ts", "does what it is made for"],
    ],
    needs: ["containers", "load-balancing"],
  },
  {
    number: 3,
    asks: "An X-Ray daemon beside the application",
    here: '`sidecars: ["x-ray"]`; `"adot"` is its successor',
    proofs: [
      ["integration/examples/cruddur.test.ts", "does what it is made for"],
      [
        "constructs/sidecar/x-ray.test.ts",
        "the daemon listens to its task, and the application finds it",
        "the task role may send traces and read sampling rules, and nothing else",
      ],
    ],
    needs: ["containers", "task-network", "tracing"],
    open: "The suite runs a stand-in for the daemon's image, which is in a registry that the suite does not reach.",
  },
  {
    number: 4,
    asks: "Variables once per service and environment; `.env` files for docker compose; no secret value anywhere",
    here: "`environment`, `secrets`, `slipway env-files`",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "is in no synthesised file, no plan, no output and no container log",
        "is in no state, and neither is the registry's token",
        "gave the container the secret's value, and only a reference to the task definition",
      ],
      [
        "env-files/render.test.ts",
        "variables are sorted by name, secrets are comments with the reference only",
      ],
      ["env-files/compose.test.ts", "docker compose reads %s back unchanged"],
    ],
    needs: ["task-secrets"],
  },
  {
    number: 5,
    asks: "Execution role, task role, task definitions and services with the right permissions",
    here: "made for each service; `access` adds to the task role",
    proofs: [
      [
        "integration/platform/platform.test.ts",
        "lets the execution role read its own repository, log group and secret, and nothing else",
      ],
      [
        "integration/localstack/foundation.test.ts",
        "made a role that reads exactly the service's log group, secret and parameter",
      ],
      ["constructs/identity/task-role.test.ts", "without statements the application may do nothing"],
    ],
    needs: ["permissions"],
  },
];
