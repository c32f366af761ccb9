import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { releaseFolder } from "../../environments/rules/release-key";
import { MIGRATION_TYPE } from "../../environments/rules/task-request";
import { policyJson, type Statement } from "../identity/policy";
import { DeliveryRole, PATH } from "./delivery-role";
import { GITHUB, githubTrust, type GithubJobs } from "./github-trust";
import { lockKey, readStatements, stateKey, type OpenLines, type StatePlace } from "./read-statements";
import { global, type Own } from "./rights/right";
import { writeStatements } from "./rights";

export interface GithubDeliveryProps extends Own {
  /** `<owner>/<name>`, or `<owner>@<id>/<name>@<id>`. */
  readonly repository: string;
  /** Branches whose jobs may deploy. */
  readonly branches: readonly string[];
  /** GitHub environments whose jobs may deploy. */
  readonly environments: readonly string[];
  /** Jobs that may plan, beside those of pull requests and those that may deploy. */
  readonly plan: Pick<GithubJobs, "branches" | "environments">;
  /** ARN of GitHub's OIDC provider in the account. @default one is made */
  readonly provider?: string;
  /** Where the states of the environment are. */
  readonly state: StatePlace;
  /** Terraform types in each stack that is deployed, by the stack's last word: a role for each. */
  readonly stacks: Readonly<Record<string, readonly string[]>>;
}

/** Stacks that a release changes; the foundation is only planned by it. */
const RELEASED = ["images", "services"];

/**
 * Roles for the workflows of one GitHub repository, without stored keys: one that plans, without a lock and for pull
 * requests too, one for each stack that may change what the stack has, under the environment's names, and write its state, and one that
 * releases, which may do both for images and services.
 */
export class GithubDelivery extends Construct {
  /** Absent when the account has one already. */
  public readonly provider?: IamOpenidConnectProvider;
  /** What every one of the roles may read, and may not. */
  public readonly reading: IamPolicy;
  public readonly plan: DeliveryRole;
  /** By the last word of the stack's name. */
  public readonly deploy: ReadonlyMap<string, DeliveryRole>;
  /** For `slipway deploy`, `promote` and `rollback`, which need one identity from the build to the record. */
  public readonly release: DeliveryRole;
  /** What that one may read: the lines of services too, to say why a release failed. */
  public readonly releaseReading: IamPolicy;

  constructor(scope: Construct, id: string, props: GithubDeliveryProps) {
    super(scope, id);
    const { prefix, region, state } = props;
    const stacks = Object.keys(props.stacks);
    refuseStateBucket(props);
    if (props.provider === undefined) {
      this.provider = new IamOpenidConnectProvider(this, "provider", {
        url: GITHUB.url,
        clientIdList: [GITHUB.audience],
      });
    }
    const migrates = Object.values(props.stacks).some((types) => types.includes(MIGRATION_TYPE));
    const providerArn = props.provider ?? this.provider?.arn ?? "";
    const trust = githubTrust(providerArn, { ...props, pullRequests: false });
    const planTrust = githubTrust(providerArn, {
      repository: props.repository,
      branches: both(props.branches, props.plan.branches),
      environments: both(props.environments, props.plan.environments),
      pullRequests: true,
    });
    const reading = (key: string, name: string, lines: OpenLines) =>
      new IamPolicy(this, key, {
        name: `${prefix}-${name}`,
        path: PATH,
        description: "What workflows may read beside settings, and what they may not",
        policy: policyJson(readStatements(props, { state, stacks }, lines)),
      });
    // Plans took a lock once; another name would replace the policy.
    this.reading = reading("reading", "read-and-lock", migrates ? "migrations" : "none");
    this.releaseReading = reading("release-reading", "read-and-release", "services");
    const readingPolicyArn = this.reading.arn;

    this.plan = new DeliveryRole(this, "plan", {
      name: `${prefix}-plan`,
      region,
      description: "Plans of workflows: reads settings and states, changes nothing",
      trust: planTrust,
      readingPolicyArn,
    });
    this.deploy = new Map(
      Object.entries(props.stacks).map(([stack, types]) => [
        stack,
        new DeliveryRole(this, `deploy-${stack}`, {
          name: `${prefix}-deploy-${stack}`,
          region,
          description: `Deployments of the ${stack} stack by workflows`,
          trust,
          readingPolicyArn,
          statements: [writeState(props, stack), holdLock(props, stack), ...writeStatements(types, props)],
        }),
      ]),
    );
    const released = RELEASED.filter((stack) => Object.hasOwn(props.stacks, stack));
    this.release = new DeliveryRole(this, "release", {
      name: `${prefix}-release`,
      region,
      description: "Releases by workflows: images and services",
      trust,
      readingPolicyArn: this.releaseReading.arn,
      statements: [
        writeState(props, ...released),
        // It plans the foundation too, and a plan before an apply takes the lock.
        holdLock(props, ...stacks),
        ...writeStatements([...new Set(released.flatMap((stack) => props.stacks[stack] ?? []))], props),
      ],
    });
  }
}

const both = (first: readonly string[], second: readonly string[]): string[] => [
  ...new Set([...first, ...second]),
];

/** What runs the services records what it has released, beside the states; every role reads it there. */
const writeState = (props: GithubDeliveryProps, ...stacks: readonly string[]): Statement => ({
  sid: "WriteState",
  actions: ["s3:PutObject"],
  resources: [
    ...stacks.map((stack) => stateKey(props.state, stack)),
    ...(stacks.includes("services") ? [`${releaseFolder(props.state)}*`] : []),
  ].map((key) => global(props, "s3", `${props.state.bucket}/${key}`)),
});

/** Terraform's lock on the states that a role plans and applies. */
const holdLock = ({ state, ...own }: GithubDeliveryProps, ...stacks: readonly string[]): Statement => ({
  sid: "HoldLock",
  actions: ["s3:DeleteObject", "s3:PutObject"],
  resources: stacks.map((stack) => global(own, "s3", `${state.bucket}/${lockKey(state, stack)}`)),
});

/** A role with rights on a bucket of its environment must not get them on the states. */
function refuseStateBucket({ buckets = [], state }: GithubDeliveryProps): void {
  refuse(
    "delivery",
    buckets.includes(state.bucket)
      ? [
          `state.bucket must be a bucket of its own, got ${shown(state.bucket)}, which a stack of the environment makes`,
        ]
      : [],
  );
}
