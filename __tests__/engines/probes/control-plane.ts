import type { Capability } from "../../../emulator/capabilities";
import { POSTGRES_VERSION } from "../../../toolchain/images/pins";

/** Terraform resources by type and name, as `main.tf.json` has them. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

const trust = (Principal: object, Action = "sts:AssumeRole") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action }] });
const NETWORK: Blocks = {
  aws_vpc: { probe: { cidr_block: "10.60.0.0/16" } },
  aws_subnet: {
    a: { vpc_id: "${aws_vpc.probe.id}", cidr_block: "10.60.1.0/24", availability_zone: "us-east-1a" },
    b: { vpc_id: "${aws_vpc.probe.id}", cidr_block: "10.60.2.0/24", availability_zone: "us-east-1b" },
  },
};
const SUBNETS = ["${aws_subnet.a.id}", "${aws_subnet.b.id}"];
const CLUSTER: Blocks = { aws_ecs_cluster: { probe: { name: "probe-control" } } };
const CONTAINER = JSON.stringify([
  {
    name: "web",
    image: "nowhere/none:1",
    essential: true,
    portMappings: [{ name: "web", containerPort: 80 }],
  },
]);
const TASK: Blocks = {
  aws_ecs_task_definition: {
    probe: {
      family: "probe-control",
      network_mode: "awsvpc",
      requires_compatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      container_definitions: CONTAINER,
    },
  },
};
const scalable = {
  service_namespace: "ecs",
  scalable_dimension: "ecs:service:DesiredCount",
  resource_id: "service/${aws_ecs_cluster.probe.name}/${aws_ecs_service.probe.name}",
};
const SERVICE = {
  name: "probe-control",
  cluster: "${aws_ecs_cluster.probe.arn}",
  task_definition: "${aws_ecs_task_definition.probe.arn}",
  desired_count: 0,
  launch_type: "FARGATE",
  network_configuration: { subnets: SUBNETS },
};
const ON_TARGET = {
  ...scalable,
  depends_on: ["aws_appautoscaling_target.probe"],
};

/**
 * Capabilities that are a matter of settings: the real Terraform makes these resources, plans them again and destroys
 * them. What is made and planned without a change is recorded; what is refused or forgotten is absent.
 */
export const CONTROL_PLANE: Readonly<Partial<Record<Capability, Blocks>>> = {
  "registry-settings": {
    aws_ecr_registry_policy: {
      probe: {
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Replication",
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::000000000000:root" },
              Action: ["ecr:ReplicateImage"],
              Resource: ["arn:aws:ecr:us-east-1:000000000000:repository/*"],
            },
          ],
        }),
      },
    },
    aws_ecr_registry_scanning_configuration: {
      probe: {
        scan_type: "BASIC",
        rule: [
          { scan_frequency: "SCAN_ON_PUSH", repository_filter: [{ filter: "*", filter_type: "WILDCARD" }] },
        ],
      },
    },
    aws_ecr_replication_configuration: {
      probe: {
        replication_configuration: {
          rule: [{ destination: [{ region: "eu-west-1", registry_id: "000000000000" }] }],
        },
      },
    },
    aws_ecr_pull_through_cache_rule: {
      probe: { ecr_repository_prefix: "quay", upstream_registry_url: "quay.io" },
    },
  },
  "public-registry": {
    aws_ecrpublic_repository: {
      probe: { repository_name: "probe-public", catalog_data: { description: "A probe." } },
    },
  },
  autoscaling: {
    ...NETWORK,
    ...CLUSTER,
    ...TASK,
    aws_ecs_service: { probe: SERVICE },
    aws_appautoscaling_target: { probe: { ...scalable, min_capacity: 0, max_capacity: 4 } },
    aws_appautoscaling_policy: {
      tracking: {
        ...ON_TARGET,
        name: "tracking",
        policy_type: "TargetTrackingScaling",
        target_tracking_scaling_policy_configuration: {
          target_value: 60,
          predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
        },
      },
      step: {
        ...ON_TARGET,
        name: "step",
        policy_type: "StepScaling",
        step_scaling_policy_configuration: {
          adjustment_type: "ChangeInCapacity",
          step_adjustment: [{ metric_interval_lower_bound: "0", scaling_adjustment: 1 }],
        },
      },
    },
    aws_appautoscaling_scheduled_action: {
      probe: {
        ...ON_TARGET,
        name: "night",
        schedule: "cron(0 22 * * ? *)",
        scalable_target_action: { min_capacity: 0, max_capacity: 0 },
      },
    },
  },
  "capacity-providers": {
    ...NETWORK,
    ...CLUSTER,
    aws_launch_template: {
      probe: { name: "probe-control", image_id: "ami-12345678", instance_type: "t3.micro" },
    },
    aws_autoscaling_group: {
      probe: {
        name: "probe-control",
        min_size: 0,
        max_size: 2,
        vpc_zone_identifier: SUBNETS,
        protect_from_scale_in: true,
        launch_template: { id: "${aws_launch_template.probe.id}", version: "$Latest" },
        tag: [{ key: "AmazonECSManaged", value: "true", propagate_at_launch: true }],
      },
    },
    aws_ecs_capacity_provider: {
      probe: {
        name: "probe-control",
        auto_scaling_group_provider: {
          auto_scaling_group_arn: "${aws_autoscaling_group.probe.arn}",
          managed_termination_protection: "ENABLED",
          managed_draining: "ENABLED",
          managed_scaling: { status: "ENABLED", target_capacity: 100 },
        },
      },
    },
    aws_ecs_cluster_capacity_providers: {
      probe: {
        cluster_name: "${aws_ecs_cluster.probe.name}",
        capacity_providers: ["${aws_ecs_capacity_provider.probe.name}"],
      },
    },
  },
  "service-discovery": {
    aws_service_discovery_http_namespace: { probe: { name: "probe.local" } },
  },
  "service-connect": {
    ...NETWORK,
    ...CLUSTER,
    ...TASK,
    aws_service_discovery_http_namespace: { probe: { name: "probe-connect" } },
    aws_ecs_service: {
      probe: {
        ...SERVICE,
        service_connect_configuration: {
          enabled: true,
          namespace: "${aws_service_discovery_http_namespace.probe.arn}",
          service: [{ port_name: "web", client_alias: [{ port: 80, dns_name: "web" }] }],
        },
      },
    },
  },
  "app-mesh": {
    aws_appmesh_mesh: { probe: { name: "probe" } },
    aws_appmesh_virtual_node: {
      probe: {
        name: "web",
        mesh_name: "${aws_appmesh_mesh.probe.id}",
        spec: {
          listener: [{ port_mapping: { port: 80, protocol: "http" } }],
          service_discovery: { dns: { hostname: "web.local" } },
        },
      },
    },
  },
  tracing: {
    aws_xray_group: { probe: { group_name: "probe", filter_expression: "responsetime > 5" } },
    aws_xray_sampling_rule: {
      probe: {
        rule_name: "probe",
        priority: 100,
        version: 1,
        reservoir_size: 1,
        fixed_rate: 0.05,
        url_path: "*",
        host: "*",
        http_method: "*",
        service_type: "*",
        service_name: "*",
        resource_arn: "*",
      },
    },
  },
  "file-systems": {
    ...NETWORK,
    aws_security_group: { probe: { name: "probe-files", vpc_id: "${aws_vpc.probe.id}" } },
    aws_efs_file_system: { probe: { creation_token: "probe", encrypted: true } },
    aws_efs_mount_target: {
      probe: {
        file_system_id: "${aws_efs_file_system.probe.id}",
        subnet_id: "${aws_subnet.a.id}",
        security_groups: ["${aws_security_group.probe.id}"],
      },
    },
    aws_efs_access_point: {
      probe: {
        file_system_id: "${aws_efs_file_system.probe.id}",
        posix_user: { uid: 1000, gid: 1000 },
        root_directory: {
          path: "/data",
          creation_info: { owner_uid: 1000, owner_gid: 1000, permissions: "750" },
        },
      },
    },
  },
  databases: {
    ...NETWORK,
    aws_db_subnet_group: { probe: { name: "probe", subnet_ids: SUBNETS } },
    aws_db_instance: {
      probe: {
        identifier: "probe",
        engine: "postgres",
        engine_version: POSTGRES_VERSION,
        instance_class: "db.t4g.micro",
        allocated_storage: 20,
        username: "slipway",
        manage_master_user_password: true,
        db_subnet_group_name: "${aws_db_subnet_group.probe.name}",
        storage_encrypted: true,
        skip_final_snapshot: true,
      },
    },
  },
  alarms: {
    aws_sns_topic: { probe: { name: "probe-alarms" } },
    aws_cloudwatch_metric_alarm: {
      probe: {
        alarm_name: "probe",
        comparison_operator: "GreaterThanThreshold",
        evaluation_periods: 2,
        metric_name: "CPUUtilization",
        namespace: "AWS/ECS",
        period: 60,
        statistic: "Average",
        threshold: 80,
        dimensions: { ClusterName: "probe", ServiceName: "web" },
        alarm_actions: ["${aws_sns_topic.probe.arn}"],
      },
    },
    aws_cloudwatch_dashboard: {
      probe: {
        dashboard_name: "probe",
        dashboard_body: JSON.stringify({
          widgets: [{ type: "text", x: 0, y: 0, width: 3, height: 3, properties: { markdown: "a probe" } }],
        }),
      },
    },
  },
  dns: {
    aws_route53_zone: { probe: { name: "probe.example.com" } },
    aws_route53_record: {
      probe: {
        zone_id: "${aws_route53_zone.probe.zone_id}",
        name: "web",
        type: "CNAME",
        ttl: 60,
        records: ["balancer.example.com"],
      },
    },
  },
  certificates: {
    aws_acm_certificate: {
      probe: { domain_name: "shop.example.com", validation_method: "DNS" },
    },
  },
  "deploy-roles": {
    aws_iam_openid_connect_provider: {
      probe: {
        url: "https://token.actions.githubusercontent.com",
        client_id_list: ["sts.amazonaws.com"],
      },
    },
    aws_iam_role: {
      probe: {
        name: "probe-deploy",
        assume_role_policy: trust(
          { Federated: "${aws_iam_openid_connect_provider.probe.arn}" },
          "sts:AssumeRoleWithWebIdentity",
        ),
      },
    },
  },
  "foundation-apis": {
    ...NETWORK,
    aws_security_group: { probe: { name: "probe", vpc_id: "${aws_vpc.probe.id}" } },
    aws_vpc_security_group_ingress_rule: {
      probe: {
        security_group_id: "${aws_security_group.probe.id}",
        cidr_ipv4: "10.60.0.0/16",
        ip_protocol: "tcp",
        from_port: 80,
        to_port: 80,
      },
    },
    aws_iam_role: {
      probe: { name: "probe", assume_role_policy: trust({ Service: "ecs-tasks.amazonaws.com" }) },
    },
    aws_cloudwatch_log_group: { probe: { name: "/probe", retention_in_days: 7 } },
    aws_secretsmanager_secret: { probe: { name: "probe", recovery_window_in_days: 0 } },
    aws_kms_key: { probe: { description: "probe", deletion_window_in_days: 7 } },
    aws_sns_topic: { probe: { name: "probe" } },
  },
};
