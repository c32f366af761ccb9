import { policyJson } from "../../../constructs/identity/policy";

test("a statement with the least", () => {
  expect(policyJson([{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] }])).toBe(
    '{"Statement":[{"Action":["s3:GetObject"],"Effect":"Allow","Resource":["arn:aws:s3:::a/*"]}],"Version":"2012-10-17"}',
  );
});

test("a statement with everything set", () => {
  const json = policyJson([
    {
      sid: "All",
      effect: "Deny",
      actions: ["s3:PutObject", "s3:GetObject"],
      resources: ["arn:aws:s3:::b", "arn:aws:s3:::a"],
      conditions: { Bool: { "aws:SecureTransport": "false" } },
      principals: { AWS: ["arn:aws:iam::111122223333:root"] },
    },
  ]);
  expect(JSON.parse(json)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "All",
        Effect: "Deny",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: ["arn:aws:s3:::b", "arn:aws:s3:::a"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
      },
    ],
  });
});

test("a denial of everything but", () => {
  const json = policyJson([
    { effect: "Deny", actions: ["s3:*"], resources: [], notResources: ["arn:aws:s3:::a/*"], principals: "*" },
  ]);
  expect(JSON.parse(json)).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: ["s3:*"], NotResource: ["arn:aws:s3:::a/*"], Principal: "*" }],
  });
});

test("no resources, no Resource key, as a trust policy wants it", () => {
  const json = policyJson([{ actions: ["sts:AssumeRole"], resources: [], principals: "*" }]);
  expect(JSON.parse(json)).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: "*" }],
  });
});
