import {
  DescribeAccessPointsCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
} from "@aws-sdk/client-efs";
import { block, text } from "../../../../plan/resources";
import { hasTags } from "./filters";
import { byName, type Finders } from "./finder";

const isKept = ({ LifeCycleState }: { readonly LifeCycleState?: string | undefined }): boolean =>
  LifeCycleState !== "deleting" && LifeCycleState !== "deleted";

export const EFS: Finders = {
  aws_efs_file_system: byName("creation_token", async (CreationToken, { efs }) => {
    const { FileSystems = [] } = await efs.send(new DescribeFileSystemsCommand({ CreationToken }));
    return FileSystems.filter(isKept).map(({ FileSystemId }) => FileSystemId);
  }),
  aws_efs_mount_target: byName("file_system_id", async (FileSystemId, { efs }, planned) => {
    const subnet = text(planned, "subnet_id");
    const { MountTargets = [] } = await efs.send(new DescribeMountTargetsCommand({ FileSystemId }));
    return MountTargets.filter(isKept)
      .filter(({ SubnetId }) => SubnetId === subnet)
      .map(({ MountTargetId }) => MountTargetId);
  }),
  aws_efs_access_point: byName("file_system_id", async (FileSystemId, { efs, tags }, planned) => {
    const path = text(block(planned, "root_directory"), "path");
    const { AccessPoints = [] } = await efs.send(new DescribeAccessPointsCommand({ FileSystemId }));
    return AccessPoints.filter(isKept)
      .filter(({ RootDirectory }) => RootDirectory?.Path === path)
      .filter(({ Tags }) => hasTags(Tags, tags))
      .map(({ AccessPointId }) => AccessPointId);
  }),
};
