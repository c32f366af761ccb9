import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeLaunchTemplatesCommand } from "@aws-sdk/client-ec2";
import { filter } from "./filters";
import { byName, type Finders } from "./finder";

export const INSTANCES: Finders = {
  aws_launch_template: byName("name", async (name, { ec2 }) => {
    const { LaunchTemplates = [] } = await ec2.send(
      new DescribeLaunchTemplatesCommand({ Filters: [filter("launch-template-name", name)] }),
    );
    return LaunchTemplates.filter(({ LaunchTemplateName }) => LaunchTemplateName === name).map(
      ({ LaunchTemplateId }) => LaunchTemplateId,
    );
  }),
  aws_autoscaling_group: byName("name", async (name, { autoScaling }) => {
    const { AutoScalingGroups = [] } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
    );
    // A status is set while it is deleted only.
    return AutoScalingGroups.filter(({ Status }) => !Status).map((group) => group.AutoScalingGroupName);
  }),
};
