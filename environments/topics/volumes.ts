import { z } from "zod";
import { mainProperty } from "../hints";
import { byName } from "../rules/by-name";
import {
  defaultSizeGiB,
  EBS_FORMATS,
  EBS_TYPES,
  type EbsFormat,
  type EbsSettings,
  type EbsType,
} from "../rules/ebs";
import * as text from "../rules/text";
import { filled, flag, has, leaf, name, object, oneOf, shaped, string, whole } from "../schema/leaves";
import { kmsKeyArn } from "./secret";

/** Files that containers of a task share or that outlive it; without any of the kinds, scratch that ends with the task. */
export type VolumeInput =
  ScratchVolumeInput | HostVolumeInput | FileSystemVolumeInput | DockerVolumeInput | EbsVolumeInput;

/** Belongs to root in the container, unless the image declares `VOLUME` at that path with the files of its user. */
export interface ScratchVolumeInput {
  /** Absolute path in the service's own container, not the root. */
  readonly mount: string;
  /** The service's own container can not write to it. @default false */
  readonly readOnly?: boolean;
}

export interface HostVolumeInput extends ScratchVolumeInput {
  /** Folder of the instance, an absolute path; only on EC2. Every task on the instance sees the same files. */
  readonly host: string;
}

export interface FileSystemVolumeInput extends ScratchVolumeInput {
  /** One of the environment's `fileSystems`, by name or with settings; on Linux, with network mode `awsvpc`. */
  readonly fileSystem: string | FileSystemUseInput;
}

export interface FileSystemUseInput {
  /** One of the environment's `fileSystems`. */
  readonly name: string;
  /**
   * Folder of the file system that the service sees, and beyond which it can not go: at most 100 characters and four
   * levels; made when it is not there. @default `/<service>/<volume>`
   */
  readonly path?: string;
  /** Who all files are read and written as, whatever the process runs as. @default the service's `user` where it is in numbers, else 1000:1000 */
  readonly user?: PosixUserInput;
  /** Octal permissions of the folder when it is made. @default "0750" */
  readonly permissions?: string;
}

/** Numbers from 0 to 4294967295; not user 0, whom EFS gives no rights here. */
export interface PosixUserInput {
  /** Number of the user. */
  readonly uid: number;
  /** Number of the group. */
  readonly gid: number;
  /** Further groups, at most 16. @default none */
  readonly groups?: readonly number[];
}

export interface DockerVolumeInput extends ScratchVolumeInput {
  /** A volume of the instance's Docker; only on EC2. `{}` is one of Docker's own that ends with the task. */
  readonly docker: DockerSettingsInput;
}

export interface DockerSettingsInput {
  /** Docker's name of a volume driver that the instance has; Windows has `local` only. @default "local" */
  readonly driver?: string;
  /** `task` ends with the task; `shared` stays on the instance for all tasks that name it. @default "task" */
  readonly scope?: "task" | "shared";
  /** Make the volume when it is not there; only with scope `shared`. @default true with scope "shared" */
  readonly autoprovision?: boolean;
  /** Docker labels of the volume. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Options of the driver. @default none */
  readonly driverOptions?: Readonly<Record<string, string>>;
}

export interface EbsVolumeInput extends ScratchVolumeInput {
  /**
   * An encrypted EBS volume of its own for each task, made when the task starts and deleted when it ends; one in a task.
   * It belongs to root: the process must run as root, or a container that ran before must have given it away.
   */
  readonly ebs: EbsInput;
}

export interface EbsInput {
  /** Size in GiB: 1 to 16384, from 4 for io1 and io2, from 125 for st1 and sc1, to 1024 for standard. @default 20, 125 for st1 and sc1, or the snapshot's */
  readonly sizeGiB?: number;
  /** Kind of disk, which decides what `sizeGiB`, `iops` and `throughputMiBps` may be. @default "gp3" */
  readonly type?: EbsType;
  /** Operations per second: gp3 3000 to 16000, io1 100 to 64000, io2 100 to 256000; no other type has it. @default 3000 for gp3 */
  readonly iops?: number;
  /** MiB per second, 125 to 1000 and at most a quarter of `iops`; only gp3. @default 125 */
  readonly throughputMiBps?: number;
  /** ARN of the KMS key that encrypts it. @default the key of AWS for EBS */
  readonly kmsKey?: string;
  /** File system that it gets, or that the snapshot has. @default "xfs", or "ntfs" on Windows */
  readonly format?: EbsFormat;
  /** Id of a snapshot, `snap-...`, that each volume begins with. @default none: empty */
  readonly snapshot?: string;
  /** MiB per second at which the snapshot is read, 100 to 300; costs extra. @default as blocks are used */
  readonly initializationMiBps?: number;
}

/** Where a container beside the service's own sees a volume of the service: a path, or that and more. */
export type SideMountInput = string | ScratchVolumeInput;

export interface Mount {
  /** One of the service's volumes. */
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
}

export type Volume = {
  readonly name: string;
  readonly mount: string;
  readonly readOnly: boolean;
} & VolumeSource;

export type VolumeSource =
  | { readonly kind: "scratch" }
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "file-system"; readonly fileSystem: FileSystemUse }
  | { readonly kind: "docker"; readonly docker: DockerSettings }
  | { readonly kind: "ebs"; readonly ebs: EbsSettings & { readonly kmsKey?: string } };

export interface FileSystemUse {
  readonly name: string;
  readonly path: string;
  /** Absent: the path was written. */
  readonly isDefaultPath?: true;
  readonly user: { readonly uid: number; readonly gid: number; readonly groups: readonly number[] };
  readonly permissions: string;
}

export interface DockerSettings {
  readonly driver: string;
  readonly scope: "task" | "shared";
  /** Never set with scope `task`, unless somebody wrote it. */
  readonly autoprovision?: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly driverOptions: Readonly<Record<string, string>>;
}

/** Numbers of users and groups have 32 bits. */
const MAX_ID = 4_294_967_295;
const MAX_GROUPS = 16;

/** Four levels; https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html */
const ROOT_DIRECTORY = /^(\/|(\/(?!\.)[^$#<>;`|&?{}^*/\n]+){1,4})$/;

const mount = { mount: filled, readOnly: flag.optional() };
/** Only a path below the root can be meant to be the mount. */
const mountForm = mainProperty("mount", z.string().regex(/^\/[^/]/));
const id = whole(0, MAX_ID);
const labels = z.record(filled, string);

const fileSystemUse = shaped<string | FileSystemUseInput>((value) =>
  typeof value === "object"
    ? object({
        name,
        path: leaf(
          text.matches(ROOT_DIRECTORY, 100),
          "must be a path from / of at most 100 characters and four levels, such as /web/uploads",
        ).optional(),
        user: object({
          uid: whole(1, MAX_ID),
          gid: id,
          groups: z.array(id).max(MAX_GROUPS, `must have at most ${MAX_GROUPS} groups`).optional(),
        }).optional(),
        permissions: leaf(
          text.matches(/^[0-7]{3,4}$/),
          'must be octal permissions such as "0750"',
        ).optional(),
      })
    : name,
);

const docker = object({
  driver: filled.optional(),
  scope: oneOf("task", "shared").optional(),
  autoprovision: flag.optional(),
  labels: labels.optional(),
  driverOptions: labels.optional(),
});

/** Its ranges depend on the type: `rules/ebs.ts`. */
const ebs = object({
  sizeGiB: whole(1, 65_536).optional(),
  type: oneOf(...EBS_TYPES).optional(),
  iops: whole(1, 1_000_000).optional(),
  throughputMiBps: whole(1, 1_000_000).optional(),
  kmsKey: kmsKeyArn.optional(),
  format: oneOf(...EBS_FORMATS).optional(),
  snapshot: leaf(
    text.matches(/^snap-[0-9a-f]{8,17}$/),
    "must be the id of an EBS snapshot such as snap-0a1b2c3d4e5f67890",
  ).optional(),
  initializationMiBps: whole(1, 1_000_000).optional(),
});

const volumeSchema = shaped<VolumeInput>((value) => {
  if (has(value, "fileSystem")) return object({ ...mount, fileSystem: fileSystemUse });
  if (has(value, "docker")) return object({ ...mount, docker });
  if (has(value, "ebs")) return object({ ...mount, ebs });
  if (has(value, "host")) return object({ ...mount, host: filled });
  return object(mount, mountForm);
});

export const volumesSchema = z.record(name, volumeSchema);

export const sideMountsSchema = z.record(
  name,
  shaped<SideMountInput>((value) => (typeof value === "object" ? object(mount) : filled)),
);

/** The volumes in the order of their names, so that the order of the input changes nothing. */
export const resolveVolumes = (
  input: Readonly<Record<string, VolumeInput>>,
  service: { readonly name: string; readonly user: string | undefined; readonly windows: boolean },
): readonly Volume[] =>
  byName(input).map(([name, volume]) => ({
    name,
    mount: volume.mount,
    readOnly: volume.readOnly ?? false,
    ...resolveSource(name, volume, service),
  }));

export const resolveSideMounts = (input: Readonly<Record<string, SideMountInput>>): readonly Mount[] =>
  byName(input).map(([volume, given]) => {
    const { mount: path, readOnly = false } = typeof given === "string" ? { mount: given } : given;
    return { volume, path, readOnly };
  });

function resolveSource(
  name: string,
  input: VolumeInput,
  service: { readonly name: string; readonly user: string | undefined; readonly windows: boolean },
): VolumeSource {
  if ("host" in input) return { kind: "host", host: input.host };
  if ("docker" in input) return { kind: "docker", docker: resolveDocker(input.docker) };
  if ("ebs" in input) return { kind: "ebs", ebs: resolveEbs(input.ebs, service.windows) };
  if (!("fileSystem" in input)) return { kind: "scratch" };
  const use = typeof input.fileSystem === "string" ? { name: input.fileSystem } : input.fileSystem;
  return {
    kind: "file-system",
    fileSystem: {
      name: use.name,
      path: use.path ?? `/${service.name}/${name}`,
      ...(use.path === undefined && { isDefaultPath: true as const }),
      user: { groups: [], ...(use.user ?? userOf(service.user)) },
      permissions: use.permissions ?? "0750",
    },
  };
}

/** A user by name is known to the image only; 1000 is the first that most of them have. */
function userOf(user = ""): { readonly uid: number; readonly gid: number } {
  const [, uid, gid] = /^([1-9]\d*)(?::(\d+))?$/.exec(user) ?? [];
  return uid === undefined ? { uid: 1000, gid: 1000 } : { uid: Number(uid), gid: Number(gid ?? uid) };
}

function resolveDocker(input: DockerSettingsInput): DockerSettings {
  const scope = input.scope ?? "task";
  const autoprovision = input.autoprovision ?? (scope === "shared" ? true : undefined);
  return {
    driver: input.driver ?? "local",
    scope,
    ...(autoprovision !== undefined && { autoprovision }),
    labels: { ...input.labels },
    driverOptions: { ...input.driverOptions },
  };
}

function resolveEbs(input: EbsInput, windows: boolean): EbsSettings & { readonly kmsKey?: string } {
  const type = input.type ?? "gp3";
  const sizeGiB = input.sizeGiB ?? (input.snapshot === undefined ? defaultSizeGiB(type) : undefined);
  return {
    ...(sizeGiB !== undefined && { sizeGiB }),
    type,
    ...(input.iops !== undefined && { iops: input.iops }),
    ...(input.throughputMiBps !== undefined && { throughputMiBps: input.throughputMiBps }),
    ...(input.kmsKey !== undefined && { kmsKey: input.kmsKey }),
    format: input.format ?? (windows ? "ntfs" : "xfs"),
    ...(input.snapshot !== undefined && { snapshot: input.snapshot }),
    ...(input.initializationMiBps !== undefined && { initializationMiBps: input.initializationMiBps }),
  };
}
