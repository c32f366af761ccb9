import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { policyJson } from "../identity/policy";
import { type LifecycleRule, defaultLifecycle, lifecyclePolicyJson } from "./lifecycle";
import { accessProblems, type RepositoryAccess, repositoryStatements } from "./repository-policy";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const NAME = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** What is said of access is beside what the own account's identities may do by their policies. */
export interface RepositoryProps extends RepositoryAccess {
  /** Name, 2 to 256 lower-case letters, digits, `.`, `_`, `-` and `/`. */
  readonly name: string;
  /** A pushed tag may be pushed again with other content. @default false */
  readonly mutable?: boolean;
  /** ARN of a KMS key that encrypts the images; can not be changed later. @default AES-256 with a key of AWS */
  readonly kmsKey?: string;
  /** Images are scanned for known vulnerabilities when they are pushed. @default true */
  readonly scanOnPush?: boolean;
  /** Terraform may delete the repository with its images. @default false */
  readonly forceDelete?: boolean;
  /** Which images go, and when. @default defaultLifecycle() */
  readonly lifecycle?: readonly LifecycleRule[];
}

/**
 * A private ECR repository: encrypted, scanned, immutable unless asked otherwise, with a lifecycle that can not
 * expire what is deployed.
 */
export class Repository extends Construct {
  public readonly repository: EcrRepository;
  public readonly lifecyclePolicy: EcrLifecyclePolicy;
  /** Absent when nobody else may pull or push. */
  public readonly policy?: EcrRepositoryPolicy;
  public readonly arn: string;
  /** `<registry>/<name>`, without a tag. */
  public readonly url: string;
  public readonly repositoryName: string;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    refuse(`repository ${shown(props.name)}`, problems(props));
    const statements = repositoryStatements(props);

    this.repository = new EcrRepository(this, "repository", {
      name: props.name,
      imageTagMutability: (props.mutable ?? false) ? "MUTABLE" : "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: props.scanOnPush ?? true },
      encryptionConfiguration: [
        props.kmsKey === undefined
          ? { encryptionType: "AES256" }
          : { encryptionType: "KMS", kmsKey: props.kmsKey },
      ],
      forceDelete: props.forceDelete ?? false,
    });
    this.lifecyclePolicy = new EcrLifecyclePolicy(this, "lifecycle-policy", {
      repository: this.repository.name,
      policy: lifecyclePolicyJson(props.lifecycle ?? defaultLifecycle()),
    });
    if (statements.length > 0) {
      this.policy = new EcrRepositoryPolicy(this, "policy", {
        repository: this.repository.name,
        policy: policyJson(statements),
      });
    }
    this.arn = this.repository.arn;
    this.url = this.repository.repositoryUrl;
    this.repositoryName = this.repository.name;
  }
}

function problems(props: RepositoryProps): string[] {
  const found: string[] = [];
  if (props.name.length < 2 || props.name.length > 256 || !NAME.test(props.name)) {
    found.push(
      'name must have 2 to 256 lower-case letters and digits, single ".", "_", "-" or "/" between them, ' +
        `got ${shown(props.name)}`,
    );
  }
  found.push(...accessProblems(props));
  return found;
}
