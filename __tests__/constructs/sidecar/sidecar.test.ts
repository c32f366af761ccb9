import { sidecarContainer, startedFirst, type SidecarProps } from "../../../constructs/sidecar/sidecar";

const least: SidecarProps = { logGroup: "/ecs/web", region: "eu-west-1", stopTimeoutSeconds: 30 };
const special = { name: "helper", image: "registry.example.com/helper:1" };
const made = (props: Partial<SidecarProps> = {}) => {
  const { containers, repositoryArns } = sidecarContainer({ ...least, ...props }, special);
  return { container: containers[0], repositoryArns };
};

test("with the least: AWS's image, not essential, a root that can not be written to, lines in the service's log group", () => {
  const { container, repositoryArns } = made();
  expect(container).toMatchObject({
    name: "helper",
    image: special.image,
    essential: false,
    readonlyRootFilesystem: true,
    stopTimeout: 30,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/ecs/web",
        "awslogs-region": "eu-west-1",
        "awslogs-stream-prefix": "helper",
      },
    },
  });
  expect(container).not.toHaveProperty("cpu");
  expect(container).not.toHaveProperty("memory");
  expect(container).not.toHaveProperty("memoryReservation");
  expect(repositoryArns).toEqual([]);
});

test("with everything set: an image in ECR brings the right to pull it", () => {
  const { container, repositoryArns } = made({
    image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror/helper:2",
    containerCpu: 32,
    containerMemory: { hardMiB: 128, softMiB: 64 },
    stopTimeoutSeconds: 60,
    platform: { launch: "ec2", operatingSystem: "linux", networkMode: "host" },
  });
  expect(container).toMatchObject({
    image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror/helper:2",
    cpu: 32,
    memory: 128,
    memoryReservation: 64,
    stopTimeout: 60,
  });
  expect(repositoryArns).toEqual(["arn:aws:ecr:eu-west-1:111122223333:repository/mirror/helper"]);
});

test.each<[Partial<SidecarProps>, string]>([
  [
    { image: "registry.example.com/helper:latest" },
    'image must be an image reference with a tag other than latest, or a digest, got "registry.example.com/helper:latest"',
  ],
  [{ containerCpu: 0 }, "containerCpu must be a whole number of CPU units from 1, got 0"],
  [
    { containerMemory: { hardMiB: 5 } },
    "containerMemory.hardMiB must be a whole number of MiB from 6, got 5",
  ],
  [
    { containerMemory: { hardMiB: 64, softMiB: 65 } },
    "containerMemory.softMiB must not be above hardMiB (64), got 65",
  ],
  [
    { stopTimeoutSeconds: 1 },
    "stopTimeoutSeconds must be a whole number of seconds from 2 to 120 on Fargate, got 1",
  ],
])("refuses %j", (props, problem) => {
  expect(() => made(props)).toThrow(`container "helper" is not valid:\n  - ${problem}`);
});

test("the application starts after it, and so ends before it", () => {
  expect(startedFirst("helper")).toEqual([{ containerName: "helper", condition: "START" }]);
});
