import { statSync } from "node:fs";
import { join } from "node:path";
import { shown } from "../errors";
import type { Environment, Service } from "../model";
import { partitionOf } from "./partition";

/** https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_RepositoryCatalogDataInput.html */
const LOGO_BYTES = 512_000;

/** The rules between a service's repository and what is around it. */
export function repositoryProblems(
  path: string,
  environment: Environment,
  { repository }: Service,
  root: string,
): string[] {
  if (!repository) return [];
  const problems: string[] = [];
  const { scanOnPush } = repository;
  if (scanOnPush === false && environment.protected && !environment.registry?.scanning) {
    problems.push(
      `${path}.repository.scanOnPush must be true in a protected environment without registry.scanning, got false`,
    );
  }
  if (repository.public)
    problems.push(...publicProblems(`${path}.repository.public`, environment, repository.public, root));
  return problems;
}

function publicProblems(
  path: string,
  environment: Environment,
  { logo }: { readonly logo?: string },
  root: string,
): string[] {
  const problems: string[] = [];
  if (environment.emulator) {
    problems.push(
      `${path} must not be set with an emulator, got a public repository; its images would go to the real public.ecr.aws`,
    );
  }
  if (partitionOf(environment.region).id !== "aws") {
    problems.push(
      `${path} must not be set in ${environment.region}, got a public repository; only accounts of the public AWS partition have a public registry`,
    );
  }
  if (logo !== undefined) {
    const size = statSync(join(root, logo), { throwIfNoEntry: false });
    if (!size?.isFile())
      problems.push(`${path}.logo must be a file in the project, got ${shown(logo)}, which is none`);
    else if (size.size > LOGO_BYTES)
      problems.push(
        `${path}.logo must have at most ${LOGO_BYTES} bytes, got ${shown(logo)} with ${size.size}`,
      );
  }
  return problems;
}
