import { completedIn, completedText, NOTHING } from "../../../../cli/deploy/terraform/completed";

it("counts what Terraform reports as complete", () => {
  const completed = completedIn([
    "aws_lb.web: Creating...",
    "aws_lb.web: Still creating... [10s elapsed]",
    "aws_lb.web: Creation complete after 2s [id=arn:aws:x]",
    'aws_lb.web["a"]: Creation complete after 1m2s [id=x]',
    "aws_vpc.web: Modifications complete after 0s [id=x]",
    "aws_vpc.old: Destruction complete after 0s",
    "Apply complete! Resources: 2 added",
  ]);
  expect(completed).toEqual({ created: 2, changed: 1, destroyed: 1 });
  expect(completedText(completed)).toBe("2 created, 1 changed, 1 destroyed");
  expect(completedText({ ...NOTHING, changed: 1 })).toBe("1 changed");
  expect(completedText(NOTHING)).toBe("nothing changed");
});
