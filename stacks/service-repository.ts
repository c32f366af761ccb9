import { relative } from "node:path";
import type { Construct } from "constructs";
import { defaultLifecycle } from "../constructs/registry/lifecycle";
import { PublicRepository } from "../constructs/registry/public-repository";
import { Repository } from "../constructs/registry/repository";
import { RepositoryKey } from "../constructs/registry/repository-key";
import type { Environment } from "../environments/model";
import type { Repository as RepositoryModel } from "../environments/topics/repository";
import { asWritten, terraformText } from "./terraform-text";

export interface RepositorySettings {
  readonly environment: Environment;
  /** Name of the service, or of a container beside its own. */
  readonly service: string;
  /** Of the repository. */
  readonly name: string;
  readonly repository: RepositoryModel;
}

/** The private repository of one service, with a key of its own when it asks for one. */
export function privateRepository(
  scope: Construct,
  { environment, service, name, repository }: RepositorySettings,
): { readonly repository: Repository; readonly key?: RepositoryKey } {
  const { account, region } = environment;
  const { keepImages, untaggedDays, kmsKey, pullServices, ...rest } = repository;
  const key =
    kmsKey === "create" ? new RepositoryKey(scope, `${service}-key`, { name, account, region }) : undefined;
  const keyArn = key?.arn ?? kmsKey;
  return {
    repository: new Repository(scope, `${service}-repository`, {
      name,
      ...rest,
      ...(keyArn !== undefined && { kmsKey: keyArn }),
      lifecycle: defaultLifecycle({ keepImages, untaggedDays }),
      ...(pullServices && { pullServices: { names: pullServices, account } }),
    }),
    ...(key && { key }),
  };
}

/** The public repository beside it; absent when the service has none. */
export function publicRepository(
  scope: Construct,
  { service, repository }: RepositorySettings,
  { root, folder }: { readonly root: string; readonly folder: string },
): PublicRepository | undefined {
  if (!repository.public) return undefined;
  const { logo } = asWritten(repository.public);
  const { forceDelete, pushAccounts, pushRoles } = repository;
  return new PublicRepository(scope, `${service}-public-repository`, {
    ...repository.public,
    forceDelete,
    ...(logo !== undefined && {
      logoFile: terraformText(relative(folder, `${root}/${logo}`).replaceAll("\\", "/")),
    }),
    ...(pushAccounts && { pushAccounts }),
    ...(pushRoles && { pushRoles }),
  });
}
