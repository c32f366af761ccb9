import { gatewayEndpointName, interfaceEndpointName } from "../../../environments/rules/endpoint-names";
import { partitionOf, REGIONS } from "../../../environments/rules/partition";
import { all, resolved, stacksOf } from "../../support/language";

/** What tasks call, and what an environment can ask for beside it. */
const SERVICES = [
  "ecr.api",
  "ecr.dkr",
  "logs",
  "secretsmanager",
  "ssm",
  "ssmmessages",
  "xray",
  "kinesis-firehose",
  "appmesh-envoy-management",
  "sqs",
  "sns",
  "kms",
];

it("names every interface endpoint of the partition aws, and of GovCloud, com.amazonaws", () => {
  const regions = REGIONS.filter((region) => ["aws", "aws-us-gov"].includes(partitionOf(region).id));
  for (const region of regions) {
    for (const service of SERVICES) {
      expect(interfaceEndpointName(region, service)).toBe(`com.amazonaws.${region}.${service}`);
    }
  }
});

it.each([
  ["cn-north-1", "cn.com.amazonaws", ["ecr.api", "ecr.dkr", "xray", "appmesh-envoy-management", "sqs"]],
  ["cn-northwest-1", "cn.com.amazonaws", ["ecr.api", "ecr.dkr", "xray", "appmesh-envoy-management", "sqs"]],
  ["eusc-de-east-1", "eu.amazonaws", ["ecr.api", "ecr.dkr"]],
  ["us-iso-east-1", "gov.ic.c2s", ["ecr.api", "ecr.dkr", "sqs", "sns"]],
  ["us-iso-west-1", "gov.ic.c2s", ["ecr.api", "ecr.dkr", "sqs", "sns"]],
  ["us-isob-east-1", "gov.sgov.sc2s", ["ecr.api", "ecr.dkr", "sqs", "sns"]],
  ["us-isob-west-1", "gov.sgov.sc2s", ["ecr.api", "ecr.dkr"]],
  ["us-isof-east-1", "gov.ic.hci.csp", ["ecr.api", "ecr.dkr"]],
  ["us-isof-south-1", "gov.ic.hci.csp", ["ecr.api", "ecr.dkr"]],
  ["eu-isoe-west-1", "uk.adc-e.cloud", ["ecr.api", "ecr.dkr"]],
])("in %s names some interface endpoints %s", (region, prefix, services) => {
  const named = SERVICES.filter((service) =>
    interfaceEndpointName(region, service).startsWith(`${prefix}.${region}.`),
  );
  expect(named).toEqual(services);
});

it("names gateway endpoints com.amazonaws in every region", () => {
  expect(gatewayEndpointName("cn-north-1", "s3")).toBe("com.amazonaws.cn-north-1.s3");
});

it("reaches the network of an environment in China", () => {
  const { foundation } = stacksOf(resolved({ region: "cn-north-1", network: { endpoints: true } }));
  expect(all(foundation, "aws_vpc_endpoint").map(({ service_name }) => service_name)).toEqual(
    expect.arrayContaining([
      "cn.com.amazonaws.cn-north-1.ecr.api",
      "cn.com.amazonaws.cn-north-1.ecr.dkr",
      "com.amazonaws.cn-north-1.logs",
      "com.amazonaws.cn-north-1.s3",
    ]),
  );
});
