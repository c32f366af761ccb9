import type { ExampleName } from "./examples";

/** A chapter of the reference. */
export interface Topic {
  readonly title: string;
  /** What it is about, in one sentence. */
  readonly about: string;
  readonly example: ExampleName;
  /** Its types, the first one first. */
  readonly types: readonly string[];
}

/** In the order in which a reader needs them; a type that stands in none of them fails a test. */
export const TOPICS: readonly Topic[] = [
  {
    title: "Environment",
    about: "What `environments/<name>.ts` gives to `environment({ ... })`.",
    example: "environment",
    types: ["EnvironmentInput", "StateInput", "EmulatorInput"],
  },
  {
    title: "Service",
    about:
      "One entry of `services`: it has these properties, those of a container and those of the platform.",
    example: "service",
    types: ["ServiceInput", "RouteInput"],
  },
  {
    title: "Container",
    about: "What can be said of the service's own container and of those beside it.",
    example: "container",
    types: [
      ...["ContainerInput", "EnvironmentFileInput", "UlimitInput", "ContainerMemory"],
      ...["ContainerHealthCheckInput", "LinuxSettings", "Swap", "Tmpfs"],
    ],
  },
  {
    title: "Image",
    about:
      "Where an image comes from: built here, pulled from a registry, or promoted from another environment.",
    example: "image",
    types: [
      "ImageInput",
      "BuildInput",
      "ExternalImageInput",
      "RegistryCredentialsInput",
      "PromotedImageInput",
    ],
  },
  {
    title: "Secrets",
    about: "References that ECS resolves when a task starts; no value is ever in a synthesised file.",
    example: "secrets",
    types: ["SecretInput"],
  },
  {
    title: "Number of tasks",
    about: "A fixed number, or bounds and what moves the number between them.",
    example: "scaling",
    types: ["ScalingInput", "StepsInput", "MetricInput", "ScheduleInput"],
  },
  {
    title: "Rollout",
    about: "How a new revision takes over.",
    example: "rollout",
    types: [
      ...["RolloutInput", "RollingInput", "BlueGreenInput", "CanaryInput", "LinearInput"],
      ...["HookInput", "ShiftInput", "GraceInput"],
    ],
  },
  {
    title: "Migration",
    about: "A task that must succeed before the service moves.",
    example: "migrate",
    types: ["MigrateInput"],
  },
  {
    title: "Containers beside the service",
    about: "More containers in each task, and the helpers that Slipway knows by name.",
    example: "containers",
    types: [
      "SideContainerInput",
      "SideMountInput",
      "SidecarInput",
      "XRayInput",
      "AdotInput",
      "SidecarSettingsInput",
    ],
  },
  {
    title: "Platform",
    about: "Operating system, network mode and scratch space of the tasks.",
    example: "platform",
    types: ["PlatformInput"],
  },
  {
    title: "Network",
    about: "The VPC: a new one, or one that is there.",
    example: "network",
    types: ["NetworkInput", "ExistingNetworkInput"],
  },
  {
    title: "Load balancer and domains",
    about: "One Application Load Balancer for every service with a `route`, and its public names.",
    example: "loadBalancer",
    types: ["LoadBalancerInput", "TestListenerInput", "DomainsInput", "DomainInput"],
  },
  {
    title: "Cluster and capacity",
    about: "Where tasks run: Fargate, Fargate Spot, or EC2 instances.",
    example: "cluster",
    types: [
      ...["ClusterInput", "CapacityInput", "CapacityShareInput", "InstanceGroupInput", "SpotInput"],
      ...[
        "RunsOnInput",
        "RunsOnInstancesInput",
        "PlacementInput",
        "PlacementStrategy",
        "PlacementConstraint",
      ],
    ],
  },
  {
    title: "Services that call each other",
    about: "Names inside the cluster, and who may connect to whom.",
    example: "connect",
    types: ["ConnectInput", "ConnectServerInput", "NamespaceInput", "MeshInput"],
  },
  {
    title: "Databases",
    about: "PostgreSQL on RDS or Aurora, and what a service that uses one gets.",
    example: "databases",
    types: [
      ...["DatabaseInput", "PostgresInput", "AuroraPostgresInput", "AuroraCapacityInput"],
      ...["CommonDatabaseInput", "DatabaseUseInput", "DatabaseUseDetails"],
    ],
  },
  {
    title: "Files",
    about: "Volumes that the containers of a task share, or that outlive it.",
    example: "files",
    types: [
      ...["FileSystemInput", "NewFileSystemInput", "ProvisionedThroughputInput", "ExistingFileSystemInput"],
      ...[
        "VolumeInput",
        "ScratchVolumeInput",
        "HostVolumeInput",
        "FileSystemVolumeInput",
        "FileSystemUseInput",
      ],
      ...["PosixUserInput", "DockerVolumeInput", "DockerSettingsInput", "EbsVolumeInput", "EbsInput"],
    ],
  },
  {
    title: "Rights in AWS",
    about:
      "What the application may do with resources that are not of this project; exactly that goes into its role.",
    example: "access",
    types: [
      ...["AccessInput", "BucketAccessInput", "TableAccessInput", "QueueAccessInput", "TopicAccessInput"],
      ...["SecretAccessInput", "KeyAccessInput"],
    ],
  },
  {
    title: "Logs",
    about: "How long lines are kept, and where else they can go.",
    example: "logs",
    types: ["LogsInput", "LogRouterInput", "LogDestinationInput"],
  },
  {
    title: "Alarms and dashboard",
    about: "What is watched, and who is told.",
    example: "observability",
    types: ["ObservabilityInput", "AlarmsInput", "ThresholdsInput"],
  },
  {
    title: "Repository",
    about: "The ECR repository of a service's image.",
    example: "repository",
    types: ["RepositoryInput", "PublicRepositoryInput"],
  },
  {
    title: "Registry",
    about: "Settings of the account's private registry in the region.",
    example: "registry",
    types: ["RegistryInput", "ScanningInput", "ReplicationInput", "PullThroughInput", "RegistryPolicyInput"],
  },
  {
    title: "Delivery",
    about: "Roles for the pipeline that deploys the environment, without a stored key.",
    example: "delivery",
    types: ["DeliveryInput", "GithubInput", "PlanJobsInput"],
  },
  {
    title: "Policy",
    about: "Exceptions from the rules over everything that is made, each with its reason.",
    example: "policy",
    types: ["PolicyInput", "SuppressionInput"],
  },
];
