import {
  DescribeFileSystemsCommand,
  paginateDescribeAccessPoints,
  paginateDescribeMountTargets,
} from "@aws-sdk/client-efs";
import { itemsOf } from "../../../aws/items-of";
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
  aws_efs_mount_target: byName("file_system_id", async (FileSystemId, { efs: client }, planned) => {
    const subnet = text(planned, "subnet_id");
    const pages = paginateDescribeMountTargets({ client }, { FileSystemId });
    const targets = await itemsOf(pages, ({ MountTargets }) => MountTargets);
    return targets
      .filter(isKept)
      .filter(({ SubnetId }) => SubnetId === subnet)
      .map(({ MountTargetId }) => MountTargetId);
  }),
  aws_efs_access_point: byName("file_system_id", async (FileSystemId, { efs: client, tags }, planned) => {
    const path = text(block(planned, "root_directory"), "path");
    const pages = paginateDescribeAccessPoints({ client }, { FileSystemId });
    const points = await itemsOf(pages, ({ AccessPoints }) => AccessPoints);
    return points
      .filter(isKept)
      .filter(({ RootDirectory }) => RootDirectory?.Path === path)
      .filter(({ Tags }) => hasTags(Tags, tags))
      .map(({ AccessPointId }) => AccessPointId);
  }),
};
