import type { Row } from "./row";

/** One container service with every setting. */
export const quick: readonly Row[] = [
  {
    number: 21,
    asks: "Visibility, tag immutability, scan on push and KMS encryption of a repository",
    here: "`repository`, `registry`",
    proofs: [
      [
        "environments/topics/repository.test.ts",
        "every property is taken as it is said",
        "a key of its own encrypts the repository",
      ],
      [
        "environments/topics/registry.test.ts",
        "what is said in full is taken as it is, and reaches the images stack",
      ],
    ],
    needs: ["registry-settings", "public-registry"],
  },
  {
    number: 22,
    asks: "Task definition: launch type, roles, network mode, size, containers",
    here: "`runsOn`, `networkMode`, `platform`, `size`, `ephemeralStorageGiB`, `containers`",
    proofs: [
      ["integration/examples/private-registry.test.ts", "does what it is made for"],
      [
        "integration/emulator/ministack-health.test.ts",
        "a container that turns unhealthy has its task replaced; in the grace period it has not, nor does it count",
      ],
      [
        "constructs/task/task-platform.test.ts",
        "network mode %s",
        "on EC2 a task needs no size of its own, and may have one that Fargate does not",
        "Windows: no size, architecture, volume or container of Linux",
      ],
      ["environments/rules/fargate-size.test.ts", "the table holds the 74 sizes of the AWS documentation"],
    ],
    needs: ["containers", "instances"],
  },
  {
    number: 23,
    asks: "Container: registry credentials, memory limits, ports, command, user, dependencies, ulimits, environment files, secrets",
    here: "the properties of a service and of `containers.<name>`; `image.credentials`",
    proofs: [
      ["integration/examples/private-registry.test.ts", "does what it is made for"],
      [
        "constructs/task/container-settings.test.ts",
        "each setting: absent by default, written as ECS has it",
        "everything that AWS would refuse is told at once, under the names of the properties",
      ],
      ["environments/rules/task-containers.test.ts", "dependencies", "memory and CPU"],
      ["stacks/containers.test.ts", "lets ECS read and pull exactly what its containers name"],
    ],
    needs: [
      "container-command",
      "container-order",
      "container-health",
      "task-files",
      "task-secrets",
      "task-limits",
      "task-users",
    ],
    open: "MiniStack can not sign in to a registry of somebody else: the suite has a stand-in for that image.",
  },
  {
    number: 24,
    asks: "Service mesh: Envoy and App Mesh; Service Connect as the living equivalent",
    here: "`connect`, `talksTo`, `namespace`; `mesh`",
    proofs: [
      [
        "constructs/connect/service-connect.test.ts",
        "a service that is called has a named port and an alias, and ECS's own timeouts, without TLS and access logs",
        "with everything set",
      ],
      [
        "constructs/mesh/envoy.test.ts",
        "with the least: Envoy stands before the application, which waits until it is healthy",
      ],
      [
        "constructs/mesh/virtual-node.test.ts",
        "each synthesis warns that the mesh has come to its end, and names what follows it",
      ],
    ],
    needs: ["service-discovery", "service-connect", "app-mesh"],
  },
  {
    number: 25,
    asks: "FireLens with Fluent Bit and destinations",
    here: "`logRouter` with one of seven typed destinations",
    proofs: [
      ["integration/examples/private-registry.test.ts", "does what it is made for"],
      [
        "constructs/sidecar/log-router.test.ts",
        "with the least: the task ends with the router, whose own lines stay in CloudWatch Logs",
      ],
      [
        "constructs/sidecar/log-destination.test.ts",
        "Firehose: one action on one stream, in the partition of the region",
        "gets whole compressed objects under the prefix, and nothing else may be written",
      ],
    ],
    needs: ["containers", "task-logs"],
    open: "The suite runs a stand-in for Fluent Bit's image, so that no line is routed here.",
  },
  {
    number: 26,
    asks: "Volumes: bind, Docker, EFS, EBS",
    here: "`volumes`, `fileSystems`",
    proofs: [
      ["integration/examples/private-registry.test.ts", "does what it is made for"],
      [
        "stacks/volumes.test.ts",
        "stand in the task definition, through TLS and IAM",
        "an EBS volume comes with the service, after the rights of its role",
        "instances have folders and Docker volumes",
      ],
      [
        "constructs/volume/file-system.test.ts",
        "its policy refuses what does not come through TLS, and allows nothing by itself",
      ],
    ],
    needs: ["task-volumes", "file-systems"],
  },
  {
    number: 27,
    asks: "Route 53 records, ACM certificate, CloudWatch, EC2",
    here: "`domain`, `loadBalancer`, `observability`, `network`",
    proofs: [
      [
        "integration/localstack/foundation.test.ts",
        "is applied but for what needs ECS or a load balancer",
        "records all traffic into a log group of its own, through a role that can do nothing else",
      ],
      [
        "constructs/load-balancer/domain.test.ts",
        "is proved by DNS and replaced without a gap",
        "an alias leads to the balancer for IPv4 and IPv6",
      ],
      ["stacks/domains.test.ts", "several domains have one certificate, and each its records"],
      [
        "constructs/load-balancer/load-balancer.test.ts",
        "with a certificate: HTTPS with TLS 1.2 and 1.3, and HTTP does nothing but redirect",
      ],
    ],
    needs: ["dns", "certificates", "load-balancer-tls", "networking"],
  },
];
