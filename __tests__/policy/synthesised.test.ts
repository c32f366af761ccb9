import { synthesisedResources } from "../../policy";

test("resources and the documents that policies are written in; nothing else", () => {
  expect(
    synthesisedResources("dev-services", {
      resource: { aws_lb: { a: { name: "a" }, b: { name: "b" } } },
      data: { aws_iam_policy_document: { d: { statement: [] } }, aws_vpc: { v: { id: "vpc-1" } } },
      output: { o: { value: "x" } },
    }),
  ).toEqual([
    { stack: "dev-services", address: "aws_lb.a", type: "aws_lb", values: { name: "a" } },
    { stack: "dev-services", address: "aws_lb.b", type: "aws_lb", values: { name: "b" } },
    {
      stack: "dev-services",
      address: "data.aws_iam_policy_document.d",
      type: "data.aws_iam_policy_document",
      values: { statement: [] },
    },
  ]);
  expect(synthesisedResources("empty", {})).toEqual([]);
});
