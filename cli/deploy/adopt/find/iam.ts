import { GetInstanceProfileCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { byName, type Finders } from "./finder";

export const IAM: Finders = {
  aws_iam_role: byName("name", async (RoleName, { iam }) => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    return [Role?.RoleName];
  }),
  aws_iam_instance_profile: byName("name", async (InstanceProfileName, { iam }) => {
    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    return [InstanceProfile?.InstanceProfileName];
  }),
};
