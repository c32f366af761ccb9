import { TerraformOutput } from "cdktf";
import { LoadBalancer, type LoadBalancerProps } from "../../../constructs/load-balancer/load-balancer";
import { type Synthesised, synth } from "../../support/synth";

const LEAST: LoadBalancerProps = {
  name: "shop-dev",
  network: {
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-1", "subnet-2"],
    privateSubnetIds: ["subnet-3", "subnet-4"],
    vpcCidr: "10.0.0.0/16",
  },
  public: true,
  deletionProtection: false,
  idleTimeoutSeconds: 60,
};
const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0000";
const NOT_FOUND = [
  {
    type: "fixed-response",
    fixed_response: { content_type: "text/plain", message_body: "Not found", status_code: "404" },
  },
];

const made = (props: Partial<LoadBalancerProps> = {}): Synthesised =>
  synth((stack) => new LoadBalancer(stack, "lb", { ...LEAST, ...props }));
const openings = (result: Synthesised): unknown[] =>
  result
    .all("aws_vpc_security_group_ingress_rule")
    .map((rule) => [rule.cidr_ipv4, rule.ip_protocol, rule.from_port, rule.to_port]);

test("with the least props: public, plain HTTP, 404 until a service adds its rule", () => {
  const result = made();
  expect(result.only("aws_lb")).toEqual({
    name: "shop-dev",
    load_balancer_type: "application",
    internal: false,
    subnets: ["subnet-1", "subnet-2"],
    security_groups: [expect.stringMatching(/^\$\{aws_security_group\.[\w-]+\.id\}$/)],
    enable_deletion_protection: false,
    idle_timeout: 60,
    drop_invalid_header_fields: true,
  });
  expect(result.only("aws_lb_listener")).toEqual({
    load_balancer_arn: expect.stringMatching(/aws_lb/) as string,
    port: 80,
    protocol: "HTTP",
    default_action: NOT_FOUND,
  });
  expect(openings(result)).toEqual([["0.0.0.0/0", "tcp", 80, 80]]);
  expect(result.all("aws_s3_bucket")).toEqual([]);
});

test("with a certificate: HTTPS with TLS 1.2 and 1.3, and HTTP does nothing but redirect", () => {
  const result = made({ certificateArn: CERTIFICATE });
  const listeners = result
    .all("aws_lb_listener")
    .sort((left, right) => Number(left.port) - Number(right.port));
  expect(listeners).toMatchObject([
    {
      port: 80,
      protocol: "HTTP",
      default_action: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
      ],
    },
    {
      port: 443,
      protocol: "HTTPS",
      certificate_arn: CERTIFICATE,
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      default_action: NOT_FOUND,
    },
  ]);
  expect(openings(result)).toEqual([
    ["0.0.0.0/0", "tcp", 443, 443],
    ["0.0.0.0/0", "tcp", 80, 80],
  ]);
});

test("internal: in the private subnets, for the VPC alone", () => {
  const result = made({ public: false });
  expect(result.only("aws_lb")).toMatchObject({ internal: true, subnets: ["subnet-3", "subnet-4"] });
  expect(openings(result)).toEqual([["10.0.0.0/16", "tcp", 80, 80]]);
});

test("named ranges stand instead of everyone, each with a rule of its own", () => {
  const result = made({ allowedCidrs: ["203.0.113.0/24", "198.51.100.7/32", "203.0.113.0/24"] });
  expect(openings(result)).toEqual(
    expect.arrayContaining([
      ["203.0.113.0/24", "tcp", 80, 80],
      ["198.51.100.7/32", "tcp", 80, 80],
    ]),
  );
  expect(openings(result)).toHaveLength(2);
});

test("a further range leaves the rules of the others alone", () => {
  const rules = (allowedCidrs: string[]): string[] =>
    Object.keys(made({ allowedCidrs }).json.resource?.aws_vpc_security_group_ingress_rule ?? {});
  expect(rules(["10.1.0.0/16", "10.2.0.0/16"])).toEqual(expect.arrayContaining(rules(["10.2.0.0/16"])));
});

test("protection and idle timeout as asked", () => {
  expect(made({ deletionProtection: true, idleTimeoutSeconds: 4000 }).only("aws_lb")).toMatchObject({
    enable_deletion_protection: true,
    idle_timeout: 4000,
  });
});

test("lets nothing out by itself", () => {
  const result = made({ certificateArn: CERTIFICATE });
  const group = result.only("aws_security_group");
  expect([group.ingress, group.egress]).toEqual([undefined, undefined]);
  expect(result.all("aws_vpc_security_group_egress_rule")).toEqual([]);
});

describe("access logs", () => {
  const logged = (forceDestroyLogs?: boolean): Synthesised =>
    made({
      accessLogs: { bucketName: "shop-dev-lb-logs", retentionDays: 90 },
      ...(forceDestroyLogs !== undefined && { forceDestroyLogs }),
    });

  test("go into a bucket that is there, with its policy, before the balancer", () => {
    const lb = logged().only("aws_lb");
    expect(lb.access_logs).toEqual({
      bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.[\w-]+\.id\}$/) as string,
      enabled: true,
    });
    expect(lb.depends_on).toEqual([
      expect.stringMatching(/^aws_s3_bucket_policy\./),
      expect.stringMatching(/^aws_s3_bucket_server_side_encryption_configuration\./),
    ]);
  });

  test("stay private and encrypted, and go after their days", () => {
    const result = logged();
    expect(result.only("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(result.only("aws_s3_bucket_ownership_controls").rule).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
    expect(result.only("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
    expect(result.only("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      {
        id: "expire",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: 90 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
  });

  test("are written by the log delivery service alone, under this account, over TLS", () => {
    const policy = JSON.parse(String(logged().only("aws_s3_bucket_policy").policy)) as {
      Statement: unknown[];
    };
    expect(policy.Statement).toEqual([
      {
        Sid: "LogDelivery",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: [
          expect.stringMatching(
            /^\$\{aws_s3_bucket\.[\w-]+\.arn\}\/AWSLogs\/\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}\/\*$/,
          ),
        ],
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Resource: [expect.stringMatching(/\.arn\}$/), expect.stringMatching(/\.arn\}\/\*$/)],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("are deleted with their bucket only when asked", () => {
    expect(logged().only("aws_s3_bucket")).toEqual({ bucket: "shop-dev-lb-logs", force_destroy: false });
    expect(logged(true).only("aws_s3_bucket").force_destroy).toBe(true);
  });

  test.each([0, -1, 1.5])("refuses %d days", (retentionDays) => {
    expect(() => made({ accessLogs: { bucketName: "logs", retentionDays } })).toThrow(
      `access logs is not valid:\n  - retentionDays must be a whole number of days from 1, got ${retentionDays}`,
    );
  });
});

test.each<[string, Partial<LoadBalancerProps>, string]>([
  ...["-shop", "shop-", "shop_dev", "internal-shop"].map(
    (name): [string, Partial<LoadBalancerProps>, string] => [
      `the name ${name}`,
      { name },
      `aws_lb "${name}" is not valid:\n  - name must have letters, digits and hyphens, none at an end, and not begin with internal-, got "${name}"`,
    ],
  ),
  ...[0, 4001, 1.5].map((seconds): [string, Partial<LoadBalancerProps>, string] => [
    `an idle timeout of ${seconds}`,
    { idleTimeoutSeconds: seconds },
    `idleTimeoutSeconds must be a whole number of seconds from 1 to 4000, got ${seconds}`,
  ]),
  [
    "no range at all",
    { allowedCidrs: [] },
    "allowedCidrs must have at least one IPv4 range, got none; leave it out for the default",
  ],
  [
    "what is no range",
    { allowedCidrs: ["10.0.0.1/8"] },
    'allowedCidrs must be IPv4 ranges such as "10.0.0.0/8", got "10.0.0.1/8"',
  ],
])("refuses %s", (_, props, message) => {
  expect(() => made(props)).toThrow(message);
});

test.each([1, 4000])("accepts an idle timeout of %d", (idleTimeoutSeconds) => {
  expect(made({ idleTimeoutSeconds }).only("aws_lb").idle_timeout).toBe(idleTimeoutSeconds);
});

test.each([undefined, CERTIFICATE])(
  "offers the listener that takes rules, certificate %s",
  (certificateArn) => {
    const { json } = synth((stack) => {
      const lb = new LoadBalancer(stack, "lb", {
        ...LEAST,
        ...(certificateArn !== undefined && { certificateArn }),
      });
      expect(lb.redirect === undefined).toBe(certificateArn === undefined);
      const { listenerArn, arn, dnsName, zoneId, fullName, securityGroupId } = lb;
      new TerraformOutput(stack, "all", {
        value: [listenerArn, arn, dnsName, zoneId, fullName, securityGroupId],
      });
    });
    expect(json.output?.all?.value).toEqual([
      expect.stringContaining(certificateArn === undefined ? "lb_http_" : "lb_https_"),
      expect.stringMatching(/^\$\{aws_lb\.[\w-]+\.arn\}$/),
      expect.stringMatching(/\.dns_name\}$/),
      expect.stringMatching(/\.zone_id\}$/),
      expect.stringMatching(/\.arn_suffix\}$/),
      expect.stringMatching(/^\$\{aws_security_group\.[\w-]+\.id\}$/),
    ]);
  },
);

test("further certificates are of the listener that speaks HTTPS", () => {
  expect(made({ certificateArn: CERTIFICATE }).types).not.toContain("aws_lb_listener_certificate");
  const result = made({ certificateArn: CERTIFICATE, moreCertificates: { a: "arn:a", b: "arn:b" } });
  const listener_arn = expect.stringMatching(/^\$\{aws_lb_listener\.lb_https_\w+\.arn\}$/) as string;
  expect(result.all("aws_lb_listener_certificate")).toEqual([
    { listener_arn, certificate_arn: "arn:a" },
    { listener_arn, certificate_arn: "arn:b" },
  ]);
});

test("further certificates come after a first one, and are at most 25", () => {
  expect(() => made({ moreCertificates: { a: "arn:a" } })).toThrow(
    "moreCertificates must not be set without certificateArn, got a",
  );
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, `arn:${index}`]));
  expect(() => made({ certificateArn: CERTIFICATE, moreCertificates: many(25) })).not.toThrow();
  expect(() => made({ certificateArn: CERTIFICATE, moreCertificates: many(26) })).toThrow(
    "moreCertificates must be at most 25, got 26",
  );
});
