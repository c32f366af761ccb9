import { effectOf } from "./effect";
import type { ResourceChange } from "./plan-json";
import { ownName, text } from "./resources";
import { type Line, line, words } from "./words";

/** A repository that stays in AWS with its images when its service is removed. */
export interface KeptRepository {
  readonly address: string;
  readonly name: string;
  /** Command that deletes it with its images. */
  readonly deleteWith: string;
}

/** AWS CLI commands by Terraform types. */
const COMMANDS: Readonly<Record<string, string>> = {
  aws_ecr_repository: "ecr",
  aws_ecrpublic_repository: "ecr-public",
};

/** ECR Public has its API here and nowhere else; https://docs.aws.amazon.com/general/latest/gr/ecr-public.html */
const PUBLIC_REGION = "us-east-1";

/** `arn:aws:ecr:<region>:<account>:repository/<name>`; the ARN of a public repository has no region. */
const regionIn = (arn = ""): string => /^arn:[\w-]+:ecr:([\w-]+):/.exec(arn)?.[1] ?? PUBLIC_REGION;

/** The repositories that plans leave in AWS and take out of the state. */
export const keptRepositories = (changes: readonly ResourceChange[]): KeptRepository[] =>
  changes.flatMap(({ address, type, change: { actions, before } }) => {
    const command = COMMANDS[type];
    const name = ownName(before ?? undefined);
    if (effectOf(actions) !== "forget" || command === undefined || name === undefined) return [];
    const region = regionIn(text(before ?? undefined, "arn"));
    const deleteWith = `aws ${command} delete-repository --repository-name ${name} --force --region ${region}`;
    return [{ address, name, deleteWith }];
  });

export const keptLines = (kept: readonly KeptRepository[]): Line[] =>
  kept.map(({ name, deleteWith }) =>
    line(words`repository ${name} stays in AWS with its images; delete it with: ${deleteWith}`),
  );
