type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How a service package is proved that no stack of ours has a resource of. */
export interface ByHand {
  /** Resources to apply, by type. */
  readonly resource?: Blocks;
  /** Data sources to read, by type; instead of a resource, where there is none to apply. */
  readonly data?: Blocks;
  /** Why no resource is applied. */
  readonly because?: DataOnly;
}

export type DataOnly =
  | { readonly kind: "none"; readonly reason: string }
  /** The emulators refuse the resource, MiniStack with these words. */
  | { readonly kind: "refused"; readonly resource: Blocks; readonly words: string; readonly reason: string };

/**
 * Services that are built into the provider because another one calls their API. Each is applied on its own, since a
 * package that is missing from the provider is a panic at run time and no error before it.
 */
export const BY_HAND: Readonly<Record<string, ByHand>> = {
  appautoscaling: {
    because: {
      kind: "refused",
      resource: {
        aws_appautoscaling_target: {
          scaled: {
            service_namespace: "ecs",
            scalable_dimension: "ecs:service:DesiredCount",
            resource_id: "service/cluster/service",
            min_capacity: 1,
            max_capacity: 2,
          },
        },
      },
      words: "Application Auto Scaling: RegisterScalableTarget, https response error StatusCode: 400",
      reason: "neither MiniStack nor LocalStack's free edition has Application Auto Scaling",
    },
  },
  appmesh: {
    because: {
      kind: "refused",
      resource: {
        aws_appmesh_virtual_service: {
          shop: { name: "shop.local", mesh_name: "shop", spec: {} },
        },
      },
      words: "App Mesh: CreateVirtualService, https response error StatusCode: 400",
      reason: "neither MiniStack nor LocalStack's free edition has App Mesh",
    },
  },
  ecrpublic: {
    because: {
      kind: "refused",
      resource: { aws_ecrpublic_repository: { shown: { repository_name: "slipway-shown" } } },
      words: "ECR PUBLIC: CreateRepository, https response error StatusCode: 400",
      reason: "neither MiniStack nor LocalStack's free edition has ECR Public",
    },
  },
  elb: {
    data: { aws_elb_service_account: { current: {} } },
    because: {
      kind: "refused",
      resource: {
        aws_elb: {
          classic: {
            name: "classic",
            availability_zones: ["us-east-1a"],
            listener: [{ instance_port: 80, instance_protocol: "http", lb_port: 80, lb_protocol: "http" }],
          },
        },
      },
      words: "Elastic Load Balancing: CreateLoadBalancer, https response error StatusCode: 400",
      reason: "no stack has a classic load balancer; auto scaling groups could be attached to one",
    },
  },
  servicediscovery: {
    resource: { aws_service_discovery_http_namespace: { found: { name: "slipway-found" } } },
  },
  ssm: {
    resource: {
      aws_ssm_parameter: { read: { name: "/slipway/read", type: "String", value: "nothing secret" } },
    },
  },
  account: {
    data: { aws_account_regions: { all: {} } },
    because: {
      kind: "refused",
      resource: { aws_account_region: { opened: { region_name: "eu-west-1", enabled: true } } },
      words: "Unsupported account path: /enableRegion",
      reason:
        "MiniStack lists regions and contacts and changes neither; LocalStack's free edition has no account API",
    },
  },
  meta: {
    data: { aws_partition: { current: {} }, aws_region: { current: {} } },
    because: {
      kind: "none",
      reason: "it answers from the provider's own settings and has data sources only",
    },
  },
  organizations: {
    resource: {
      aws_organizations_policy: {
        closed: {
          name: "closed",
          content: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Action: "ec2:*", Resource: "*" }],
          }),
        },
      },
    },
  },
  s3control: {
    resource: {
      aws_s3_bucket: { behind: { bucket: "slipway-access-point", force_destroy: true } },
      aws_s3_access_point: { way: { bucket: "${aws_s3_bucket.behind.bucket}", name: "slipway-way" } },
    },
  },
  sts: {
    data: { aws_caller_identity: { current: {} } },
    because: { kind: "none", reason: "it answers who is calling and has data sources only" },
  },
};
