import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import type { Statement } from "../identity/policy";
import type { FileSystemAttributes } from "./file-system";

export interface AccessPointProps {
  /** Name of the volume in the task. */
  readonly volume: string;
  /** Name that the console shows, at most 256 characters. */
  readonly name: string;
  readonly fileSystem: FileSystemAttributes;
  /** Folder of the file system beyond which nothing is seen: at most 100 characters and four levels. */
  readonly path: string;
  /** Who all files are read and written as. */
  readonly user: { readonly uid: number; readonly gid: number; readonly groups: readonly number[] };
  /** Octal permissions of the folder when it is made. */
  readonly permissions: string;
  /** Whether any container of the task writes. */
  readonly writes: boolean;
}

/** A folder of a file system as one volume of one service sees it, and the right of its task role to use exactly that. */
export class AccessPoint extends Construct {
  public readonly accessPoint: EfsAccessPoint;
  /** For the task definition: through TLS, as the task role. */
  public readonly volume: EcsTaskDefinitionVolume;
  /** For the task role. */
  public readonly statement: Statement;

  constructor(scope: Construct, id: string, props: AccessPointProps) {
    super(scope, id);
    const { fileSystem, user } = props;
    const { fileSystemArn, fileSystemId } = fileSystem;
    this.accessPoint = new EfsAccessPoint(this, "access-point", {
      fileSystemId,
      posixUser: {
        uid: user.uid,
        gid: user.gid,
        ...(user.groups.length > 0 && { secondaryGids: [...user.groups] }),
      },
      rootDirectory: {
        path: props.path,
        creationInfo: { ownerUid: user.uid, ownerGid: user.gid, permissions: props.permissions },
      },
      tags: { Name: props.name },
    });
    this.volume = {
      name: props.volume,
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: this.accessPoint.id, iam: "ENABLED" },
      },
    };
    this.statement = {
      actions: ["ClientMount", ...(props.writes ? ["ClientWrite"] : [])].map(
        (action) => `elasticfilesystem:${action}`,
      ),
      resources: [fileSystemArn],
      conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": this.accessPoint.arn } },
    };
  }
}
