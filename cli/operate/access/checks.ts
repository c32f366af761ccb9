import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ECRClient } from "@aws-sdk/client-ecr";
import type { NetworkConfiguration, TaskDefinition } from "@aws-sdk/client-ecs";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Environment } from "../../../environments/model";
import { partitionOf } from "../../../environments/rules/partition";
import { lastPart } from "../../deploy/watch/services";
import { answered } from "./asking";
import { judgePresence, judgeRepositoryPolicy, PULL } from "./images";
import { fail, pass, unknown, type Check, type Judgement } from "./model";
import { needsOf, type EcrPlace, type NeededImage, type Needs, type Reference } from "./needs";
import { reachChecks } from "./reach-checks";
import { judgeRight, judgeRole } from "./role";
import { describeParameter, describeSecret, keyArn, type Described } from "./secrets";

export interface AccessClients {
  readonly iam: IAMClient;
  /** Of one region. */
  readonly ecr: (region: string) => ECRClient;
  readonly ec2: EC2Client;
  readonly secrets: SecretsManagerClient;
  readonly ssm: SSMClient;
}

/** All questions about one task definition, in the order in which ECS meets their answers. */
export class Checks {
  private readonly needs: Needs;
  private readonly roleArn: string | undefined;
  private readonly deploy: string;
  private readonly emulated: boolean;

  constructor(
    private readonly environment: Environment,
    definition: TaskDefinition,
    private readonly clients: AccessClients,
  ) {
    this.needs = needsOf(definition, environment);
    const { executionRoleArn } = definition;
    this.roleArn = executionRoleArn === "" ? undefined : executionRoleArn;
    this.deploy = `npx slipway deploy ${environment.name}`;
    this.emulated = environment.emulator !== undefined;
  }

  async all(network: NetworkConfiguration | undefined): Promise<Check[]> {
    return [
      await this.role(),
      ...(await this.images()),
      ...(await this.logs()),
      ...(await this.references()),
      ...(await reachChecks(
        this.clients.ec2,
        { ...this.needs, emulated: this.emulated, region: this.environment.region },
        network,
      )),
    ];
  }

  private role(): Promise<Check> {
    const { roleArn } = this;
    const subject = roleArn === undefined ? "no role" : lastPart(roleArn);
    return answered({ check: "execution-role", subject, asked: "iam:GetRole" }, () =>
      roleArn === undefined
        ? fail("the task definition names no execution role", `let ECS start tasks with one: ${this.deploy}`)
        : judgeRole(this.clients.iam, roleArn, this.deploy),
    );
  }

  private async right(
    check: string,
    actions: readonly string[],
    resource: string,
    viaService?: string,
  ): Promise<Check[]> {
    const { roleArn } = this;
    // That there is none is said once.
    if (roleArn === undefined) return [];
    const asked = `iam:SimulatePrincipalPolicy of ${actions.join(", ")}`;
    const right = { actions, resource, roleArn, viaService };
    const judged = await answered({ check, subject: resource, asked }, () =>
      judgeRight(this.clients.iam, right, { emulated: this.emulated, deploy: this.deploy }),
    );
    return [judged];
  }

  private async images(): Promise<Check[]> {
    const places = this.needs.images.flatMap(({ place }) => place ?? []);
    const repositories = new Map(places.map((each) => [this.repositoryArn(each), each]));
    const present = await Promise.all(this.needs.images.map((each) => this.present(each)));
    const signIn =
      places.length === 0 ? [] : await this.right("sign-in-to-ecr", ["ecr:GetAuthorizationToken"], "*");
    const rights = await Promise.all(
      [...repositories.keys()].map((arn) => this.right("pull-images", PULL, arn)),
    );
    const policies = await Promise.all(
      [...repositories.values()]
        .filter(({ account }) => account !== this.environment.account)
        .map((place) => this.repositoryPolicy(place)),
    );
    return [...present, ...places.map((each) => this.region(each)), ...signIn, ...rights.flat(), ...policies];
  }

  /** Another region is no error; whether its registry is reached is asked for it too. */
  private region({ region, repository }: EcrPlace): Check {
    const { region: here } = this.environment;
    const found =
      region === here
        ? `image and tasks are in ${here}`
        : `the image is in ${region}, the tasks in ${here}: each start fetches it from there; image: { replicated: true } keeps a copy here`;
    return { check: "region", subject: repository, asked: "region in the name of the image", ...pass(found) };
  }

  private present({ container, image, place }: NeededImage): Promise<Check> {
    const question = {
      check: "image",
      subject: image,
      asked: `ecr:DescribeImages, for container ${container}`,
    };
    return answered(question, () =>
      place === undefined
        ? unknown("it is in no private repository of ECR, and its registry is not asked")
        : this.withEcr(place, (ecr) => judgePresence(ecr, place, this.deploy)),
    );
  }

  private repositoryPolicy(place: EcrPlace): Promise<Check> {
    const { account } = this.environment;
    const subject = `${place.repository} of account ${place.account}`;
    return answered({ check: "repository-policy", subject, asked: "ecr:GetRepositoryPolicy" }, () =>
      this.withEcr(place, (ecr) => judgeRepositoryPolicy(ecr, place, { account, arn: this.roleArn ?? "" })),
    );
  }

  private async withEcr(place: EcrPlace, ask: (ecr: ECRClient) => Promise<Judgement>): Promise<Judgement> {
    const ecr = this.clients.ecr(place.region);
    try {
      return await ask(ecr);
    } finally {
      ecr.destroy();
    }
  }

  private async logs(): Promise<Check[]> {
    const { account } = this.environment;
    const rights = this.needs.logGroups.map(({ name, region }) =>
      this.right(
        "write-logs",
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        `arn:${partitionOf(region).id}:logs:${region}:${account}:log-group:${name}:log-stream:any`,
      ),
    );
    return (await Promise.all(rights)).flat();
  }

  private async references(): Promise<Check[]> {
    return (await Promise.all(this.needs.references.map((each) => this.reference(each)))).flat();
  }

  private async reference(reference: Reference): Promise<Check[]> {
    const { clients, environment } = this;
    const isSecret = reference.kind === "secret";
    let described: Described | undefined;
    const question = {
      check: reference.kind,
      subject: reference.name,
      asked: isSecret ? "secretsmanager:DescribeSecret" : "ssm:DescribeParameters",
    };
    const there = await answered(question, async () => {
      if (reference.region !== environment.region)
        return unknown(`it is in ${reference.region}, which is not asked`);
      described = isSecret
        ? await describeSecret(clients.secrets, reference, environment.account)
        : await describeParameter(clients.ssm, reference);
      return described.judgement;
    });
    const right = isSecret ? "secretsmanager:GetSecretValue" : "ssm:GetParameters";
    return [
      there,
      ...(await this.right("read-secrets", [right], described?.arn ?? reference.arn)),
      ...(described?.key === undefined ? [] : await this.decrypt(described.key, reference)),
    ];
  }

  private async decrypt(key: string, reference: Reference): Promise<Check[]> {
    const arn = keyArn(key, reference);
    const subject = arn ?? key;
    if (arn === undefined) {
      const found = unknown(
        "a role is allowed to use a key, not an alias; which key it stands for is not asked",
      );
      return [{ check: "decrypt", subject, asked: "kms:Decrypt", ...found }];
    }
    const service = reference.kind === "secret" ? "secretsmanager" : "ssm";
    return this.right(
      "decrypt",
      ["kms:Decrypt"],
      arn,
      `${service}.${reference.region}.${partitionOf(reference.region).dnsSuffix}`,
    );
  }

  private repositoryArn({ account, region, repository }: EcrPlace): string {
    return `arn:${partitionOf(region).id}:ecr:${region}:${account}:repository/${repository}`;
  }
}
