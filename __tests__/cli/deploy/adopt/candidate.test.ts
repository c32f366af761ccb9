import { candidatesIn } from "../../../../cli/deploy/adopt/candidate";
import { changed } from "../../../plan/planned";

it("takes what a plan creates, and neither what it replaces nor what AWS overwrites", () => {
  const resource_changes = [
    changed("aws_vpc.network", null, { cidr_block: "10.0.0.0/16" }),
    changed("aws_subnet.a", { id: "subnet-1" }, { id: "subnet-1" }, { replace_paths: [["cidr_block"]] }),
    changed("aws_subnet.b", { id: "subnet-2" }, null),
    changed("data.aws_vpc.other", null, {}),
    changed("docker_tag.git-1a2b3c", null, {}),
    changed("aws_cloudwatch_metric_alarm.errors", null, {}),
  ];
  expect(candidatesIn({ resource_changes })).toEqual([
    { address: "aws_vpc.network", type: "aws_vpc", planned: { cidr_block: "10.0.0.0/16" } },
  ]);
});
