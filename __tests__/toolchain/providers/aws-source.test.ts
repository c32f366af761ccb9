import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { copyAwsSource } from "../../../toolchain/providers/aws-source";
import { fakeAwsSource } from "./aws-source.fixture";

let source: string;
let target: string;
beforeEach(async () => {
  source = fakeAwsSource({
    ecs: { name: "ECS", sdk: "ecs", types: ["aws_ecs_service"] },
    elb: { name: "ELB", sdk: "elasticloadbalancing", types: ["aws_elb"] },
    opensearch: { name: "OpenSearch", sdk: "opensearch", types: ["aws_opensearch_domain"] },
    waf: { name: "WAF", sdk: "waf", types: ["aws_waf_acl"] },
  });
  target = path.join(mkdtempSync(path.join(tmpdir(), "slipway-aws-copy-")), "provider");
  await copyAwsSource(source, target, ["ecs", "elb"]);
});
afterEach(() => {
  rmSync(source, { recursive: true });
  rmSync(path.dirname(target), { recursive: true });
});

const read = (file: string): string => readFileSync(path.join(target, file), "utf8");

test("the list of services keeps those that are asked for", () => {
  const list = read("internal/provider/sdkv2/service_packages_gen.go");
  expect(list.match(/\w+\.ServicePackage\(ctx\)/g)).toEqual([
    "ecs.ServicePackage(ctx)",
    "elb.ServicePackage(ctx)",
  ]);
  expect(list.match(/"[^"]+"/g)).toEqual([
    '"context"',
    '"github.com/hashicorp/terraform-provider-aws/internal/conns"',
    '"github.com/hashicorp/terraform-provider-aws/internal/service/ecs"',
    '"github.com/hashicorp/terraform-provider-aws/internal/service/elb"',
  ]);
});

test("clients of other services are gone, with the SDK packages that only they used", () => {
  const clients = read("internal/conns/awsclient_gen.go");
  expect(clients.match(/\w+Client\(ctx context/g)).toEqual([
    "ECSClient(ctx context",
    "ELBClient(ctx context",
  ]);
  expect(clients.match(/"[^"]+"/g)).toEqual([
    '"context"',
    '"github.com/aws/aws-sdk-go-v2/service/ecs"',
    '"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing"',
  ]);
});

test.each([
  ["internal/service/ecs/ecs.go", true],
  ["internal/service/ecs/ecs_test.go", false],
  ["internal/service/ecs/testdata", false],
  ["internal/service/waf/waf.go", false],
  // Embedded by the core, which does not compile without any.
  ["internal/service/waf/smarterr.hcl", true],
  ["website", false],
  ["version/VERSION", true],
])("copied: %s %s", (file, copied) => {
  expect(existsSync(path.join(target, file))).toBe(copied);
});
