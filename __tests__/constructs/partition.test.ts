import { partitionOf } from "../../constructs/partition";

test.each([
  ["eu-west-1", "aws", "amazonaws.com"],
  ["us-east-1", "aws", "amazonaws.com"],
  ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
  ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
  ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
])("%s belongs to %s", (region, id, dnsSuffix) => {
  expect(partitionOf(region)).toEqual({ id, dnsSuffix });
});
