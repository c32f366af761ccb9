import { EcrpublicRepository } from "@cdktf/provider-aws/lib/ecrpublic-repository";
import { EcrpublicRepositoryPolicy } from "@cdktf/provider-aws/lib/ecrpublic-repository-policy";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { evaluatedText } from "../../environments/evaluated-text";
import { policyJson } from "../identity/policy";
import { accessProblems } from "./repository-policy";

/** ECR Public has its API here and nowhere else; https://docs.aws.amazon.com/general/latest/gr/ecr-public.html */
const REGION = "us-east-1";

/** https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-policy-examples.html */
const PUSH_ACTIONS = [
  "ecr-public:BatchCheckLayerAvailability",
  "ecr-public:CompleteLayerUpload",
  "ecr-public:InitiateLayerUpload",
  "ecr-public:PutImage",
  "ecr-public:UploadLayerPart",
];

/** https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_CreateRepository.html */
const NAME = /^(?=.{2,205}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

export interface PublicRepositoryProps {
  /** Name behind the alias of the account's public registry, 2 to 205 lower-case letters, digits, `.`, `_`, `-` and `/`. */
  readonly name: string;
  /** One sentence, shown in search results; 1 to 1024 characters. */
  readonly description: string;
  /** Markdown: what the image is; at most 10240 characters. @default none */
  readonly about?: string;
  /** Markdown: how to use the image; at most 10240 characters. @default none */
  readonly usage?: string;
  /** For example `x86-64` or `ARM 64`, at most 50. @default none */
  readonly architectures?: readonly string[];
  /** For example `Linux`, at most 50. @default none */
  readonly operatingSystems?: readonly string[];
  /** Image file, as Terraform sees it from the stack's folder. @default none */
  readonly logoFile?: string;
  /** ARNs of IAM roles that may push. @default none but the account's own identities */
  readonly pushRoles?: readonly string[];
  /** 12-digit accounts that may push. @default none but the account's own identities */
  readonly pushAccounts?: readonly string[];
  /** Terraform may delete the repository with its images. @default false */
  readonly forceDelete?: boolean;
}

/** The most characters that the provider takes; ECR Public would take 25600. */
const TEXT_LIMIT = 10_240;

/**
 * A repository of the Amazon ECR Public Gallery: the whole world may pull. It has no immutable tags, no lifecycle and
 * no scans, so it is a place to publish to and not one to deploy from.
 */
export class PublicRepository extends Construct {
  public readonly repository: EcrpublicRepository;
  /** Absent when only the account's own identities may push. */
  public readonly policy?: EcrpublicRepositoryPolicy;
  public readonly arn: string;
  /** `public.ecr.aws/<alias>/<name>`; AWS decides the alias. */
  public readonly uri: string;

  constructor(scope: Construct, id: string, props: PublicRepositoryProps) {
    super(scope, id);
    refuse(`public repository ${shown(props.name)}`, problems(props));
    const pushers = [...new Set([...(props.pushAccounts ?? []), ...(props.pushRoles ?? [])])].sort();

    this.repository = new EcrpublicRepository(this, "repository", {
      region: REGION,
      repositoryName: props.name,
      forceDestroy: props.forceDelete ?? false,
      catalogData: {
        description: props.description,
        ...(props.about !== undefined && { aboutText: props.about }),
        ...(props.usage !== undefined && { usageText: props.usage }),
        ...(props.architectures && { architectures: [...props.architectures] }),
        ...(props.operatingSystems && { operatingSystems: [...props.operatingSystems] }),
        ...(props.logoFile !== undefined && { logoImageBlob: Fn.filebase64(props.logoFile) }),
      },
    });
    if (pushers.length > 0) {
      this.policy = new EcrpublicRepositoryPolicy(this, "policy", {
        region: REGION,
        repositoryName: this.repository.repositoryName,
        policy: policyJson([
          { sid: "Push", actions: PUSH_ACTIONS, resources: [], principals: { AWS: pushers } },
        ]),
      });
    }
    this.arn = this.repository.arn;
    this.uri = this.repository.repositoryUri;
  }
}

function problems(props: PublicRepositoryProps): string[] {
  const found = accessProblems(props);
  if (!NAME.test(props.name)) {
    found.unshift(
      'name must have 2 to 205 lower-case letters and digits, single ".", "_", "-" or "/" between them, ' +
        `got ${shown(props.name)}`,
    );
  }
  const limited = [
    ["description", props.description, 1, 1024],
    ["about", props.about, 0, TEXT_LIMIT],
    ["usage", props.usage, 0, TEXT_LIMIT],
  ] as const;
  for (const [name, text = "", least, most] of limited) {
    const { length } = evaluatedText(text);
    if (length < least || length > most)
      found.push(`${name} must have ${least} to ${most} characters, got ${length}`);
  }
  for (const name of ["architectures", "operatingSystems"] as const) {
    const count = props[name]?.length ?? 0;
    if (count > 50) found.push(`${name} must have at most 50 entries, got ${count}`);
  }
  return found;
}
