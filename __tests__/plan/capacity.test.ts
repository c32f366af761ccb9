import { capacityLines, capacityOf } from "../../plan/capacity";
import type { ResourceChange } from "../../plan/plan-json";
import { changed, resources, texts } from "./planned";

const lines = (...changes: readonly ResourceChange[]) =>
  texts(capacityLines(capacityOf(resources(...changes), "shop-dev")));
const service = (count: number) => ({ name: "shop-dev-web", desired_count: count });
const task = (cpu: string, memory: string) => ({ family: "shop-dev-web", cpu, memory });
const same = (address: string, values: object) => changed(address, { ...values }, { ...values });

test("task size times count, before and after, although only one of the two changes", () => {
  expect(
    lines(
      changed("aws_ecs_service.web", service(1), service(3)),
      same("aws_ecs_task_definition.web", task("512", "1024")),
    ),
  ).toEqual([
    "[web] tasks: 1 x (0.5 vCPU, 1 GiB) = 0.5 vCPU, 1 GiB -> 3 x (0.5 vCPU, 1 GiB) = 1.5 vCPU, 3 GiB",
  ]);
  expect(
    lines(
      same("aws_ecs_service.web", service(2)),
      changed("aws_ecs_task_definition.web", task("256", "512"), task("1024", "2048")),
    ),
  ).toEqual([
    "[web] tasks: 2 x (0.25 vCPU, 0.5 GiB) = 0.5 vCPU, 1 GiB -> 2 x (1 vCPU, 2 GiB) = 2 vCPU, 4 GiB",
  ]);
});

test("bounds of a service that scales; tasks of instances have no size", () => {
  const bounds = (most: number) => ({
    resource_id: "service/shop-dev/shop-dev-web",
    min_capacity: 2,
    max_capacity: most,
  });
  expect(
    lines(
      same("aws_ecs_service.web", service(2)),
      same("aws_ecs_task_definition.web", task("256", "512")),
      changed("aws_appautoscaling_target.web", bounds(4), bounds(10)),
      changed("aws_ecs_service.batch", null, { name: "shop-dev-batch", desired_count: 1 }),
    ),
  ).toEqual([
    "[batch] tasks: none -> 1 on instances",
    "[web] tasks: 2 to 4 x (0.25 vCPU, 0.5 GiB) = 0.5 to 1 vCPU, 1 to 2 GiB -> 2 to 10 x (0.25 vCPU, 0.5 GiB) = 0.5 to 2.5 vCPU, 1 to 5 GiB",
  ]);
});

test("databases, clusters and instances", () => {
  const database = (size: string, more = {}) => ({
    identifier: "shop-dev-orders",
    instance_class: size,
    allocated_storage: 20,
    ...more,
  });
  const cluster = {
    cluster_identifier: "shop-dev-users",
    serverlessv2_scaling_configuration: [{ min_capacity: 0.5, max_capacity: 4 }],
  };
  expect(
    lines(
      changed(
        "aws_db_instance.o",
        database("db.t4g.micro"),
        database("db.t4g.large", { max_allocated_storage: 40, multi_az: true }),
      ),
      changed("aws_rds_cluster.u", null, cluster),
      changed("aws_rds_cluster_instance.u", null, { identifier: "shop-dev-users-1" }),
      changed(
        "aws_autoscaling_group.g",
        { name: "shop-dev-gpu", min_size: 0, max_size: 2 },
        { name: "shop-dev-gpu", min_size: 1, max_size: 4 },
      ),
      same("aws_launch_template.g", { name: "shop-dev-gpu", instance_type: "g5.xlarge" }),
    ),
  ).toEqual([
    "[orders] database: db.t4g.micro, 20 GiB -> db.t4g.large, 20 GiB, at most 40 GiB, two zones",
    "[users] database: none -> 1 x 0.5 to 4 ACU",
    "[gpu] instances: 0 to 2 x g5.xlarge -> 1 to 4 x g5.xlarge",
  ]);
});

test("a cluster whose name begins with that of another one has instances of its own", () => {
  const cluster = (name: string) => ({
    cluster_identifier: name,
    serverlessv2_scaling_configuration: [{ min_capacity: 1, max_capacity: 1 }],
  });
  expect(
    lines(
      changed("aws_rds_cluster.o", null, cluster("shop-dev-orders")),
      changed("aws_rds_cluster.a", null, cluster("shop-dev-orders-archive")),
      changed("aws_rds_cluster_instance.o", null, { identifier: "shop-dev-orders-1" }),
      changed("aws_rds_cluster_instance.a", null, { identifier: "shop-dev-orders-archive-1" }),
      changed("aws_rds_cluster_instance.b", null, { identifier: "shop-dev-orders-archive-2" }),
    ),
  ).toEqual(["[orders] database: none -> 1 x 1 ACU", "[orders-archive] database: none -> 2 x 1 ACU"]);
});

test("what costs by being there is counted, with what stays", () => {
  expect(
    lines(
      same("aws_nat_gateway.a", { id: "1" }),
      changed("aws_nat_gateway.b", null, {}),
      changed("aws_lb.x", { name: "x" }, null),
      changed("aws_vpc_endpoint.s3", null, { vpc_endpoint_type: "Gateway" }),
      changed("aws_vpc_endpoint.ecr", null, { vpc_endpoint_type: "Interface" }),
      changed("aws_cloudwatch_metric_alarm.cpu", {}, {}),
    ),
  ).toEqual(["NAT gateways: 1 -> 2", "balancers: 1 -> 0", "interface endpoints: 0 -> 1"]);
});
