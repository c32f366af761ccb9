import type { EnvironmentInput } from "../../../environments/input";
import { createStateApp } from "../../../main";
import { isAllowed, statementsOf, type DocumentStatement } from "../../support/iam";
import { resolved } from "../../support/language";
import { Outdir, root } from "../../support/synth-environment";

/** The finished documents of what the bootstrap makes, by the names of the roles. */
function rolesOf(change: Partial<EnvironmentInput>): ReadonlyMap<string, readonly DocumentStatement[]> {
  const outdir = new Outdir();
  try {
    const environment = resolved(
      {
        delivery: { github: { repository: "example/shop" } },
        loadBalancer: { accessLogs: { retentionDays: 30 } },
        ...change,
      },
      { route: { path: "/*" } },
    );
    createStateApp(environment, { root, outdir: outdir.path }, "s3").synth();
    const { resource } = JSON.parse(outdir.read().get("state") ?? "") as { resource: Resources };
    const { aws_iam_role: roles = {}, aws_iam_role_policy: inline = {} } = resource;
    return new Map(
      Object.entries(roles).map(([id, { name }]) => {
        const own = (type: string) =>
          Object.values(resource[type] ?? {}).filter(({ role }) => role === `\${aws_iam_role.${id}.name}`);
        const attached = own("aws_iam_role_policy_attachment").flatMap(({ policy_arn: arn }) => {
          const [, key = ""] = /^\$\{aws_iam_policy\.([\w-]+)\.arn\}$/.exec(String(arn)) ?? [];
          return key === "" ? READ_ONLY : statementsOf(resource.aws_iam_policy?.[key]?.policy);
        });
        const policies = Object.values(inline).filter(({ role }) => String(role).includes(`.${id}.`));
        return [
          String(name).replace("slipway-dev-", ""),
          [...attached, ...policies.flatMap(({ policy }) => statementsOf(policy))],
        ];
      }),
    );
  } finally {
    outdir.remove();
  }
}

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What AWS's ReadOnlyAccess allows in S3. Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html */
const READ_ONLY: DocumentStatement[] = [
  { Effect: "Allow", Action: ["s3:DescribeJob", "s3:Get*", "s3:List*"], Resource: "*" },
];

const ROLES = ["plan", "deploy-images", "deploy-foundation", "deploy-services", "release"];
const ACCOUNT = "111122223333";
const arn = (path: string) => `arn:aws:s3:::${path}`;

/** Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const CHANGES_BUCKET = [
  "CreateBucket",
  "DeleteBucket",
  "DeleteBucketPolicy",
  "DeleteBucketWebsite",
  "PutAccelerateConfiguration",
  "PutBucketAcl",
  "PutBucketCORS",
  "PutBucketLogging",
  "PutBucketNotification",
  "PutBucketObjectLockConfiguration",
  "PutBucketOwnershipControls",
  "PutBucketPolicy",
  "PutBucketPublicAccessBlock",
  "PutBucketTagging",
  "PutBucketVersioning",
  "PutBucketWebsite",
  "PutEncryptionConfiguration",
  "PutInventoryConfiguration",
  "PutLifecycleConfiguration",
  "PutReplicationConfiguration",
];

/** Where a user can put the states. */
const PLACES: readonly (readonly [string, EnvironmentInput["state"]])[] = [
  ["of the default name", undefined],
  ["of a name with the prefix", { bucket: "slipway-dev-terraform" }],
  ["of a name that begins like the bucket for logs", { bucket: `slipway-dev-lb-logs-${ACCOUNT}-state` }],
  ["that environments share", { bucket: "company-states", prefix: "team/dev" }],
  ["with the prefix of another", { bucket: `slipway-dev-eu-state-${ACCOUNT}`, prefix: "eu" }],
];

describe.each(PLACES)("with a state bucket %s", (_, state) => {
  const bucket = state?.bucket ?? `slipway-dev-state-${ACCOUNT}`;
  const prefix = state?.prefix ?? "dev";
  const key = (name: string) => arn(`${bucket}/${prefix}/${name}`);
  let roles: ReturnType<typeof rolesOf>;
  beforeAll(() => (roles = rolesOf(state === undefined ? {} : { state })));
  const may = (role: string, action: string, resource: string) =>
    isAllowed(roles.get(role) ?? [], `s3:${action}`, resource);
  /** The roles that may do it. */
  const who = (action: string, resource: string) => ROLES.filter((role) => may(role, action, resource));

  it("makes five roles", () => expect([...roles.keys()].sort()).toEqual([...ROLES].sort()));

  it.each([
    bucket,
    `slipway-dev-state-${ACCOUNT}`,
    `slipway-dev-eu-state-${ACCOUNT}`,
    `slipway-production-state-${ACCOUNT}`,
  ])("lets no role change the state bucket %s", (name) => {
    for (const action of CHANGES_BUCKET) {
      expect([action, who(action, arn(name))]).toEqual([action, []]);
    }
    for (const action of ["DeleteObjectVersion", "PutObjectAcl", "PutObjectRetention", "RestoreObject"]) {
      expect([action, who(action, `${arn(name)}/${prefix}/services.tfstate`)]).toEqual([action, []]);
    }
  });

  it("lets a deployment write the state of its stack, and no role delete one", () => {
    expect(who("PutObject", key("images.tfstate"))).toEqual(["deploy-images", "release"]);
    expect(who("PutObject", key("foundation.tfstate"))).toEqual(["deploy-foundation"]);
    expect(who("PutObject", key("services.tfstate"))).toEqual(["deploy-services", "release"]);
    expect(who("PutObject", key("releases/000001.json"))).toEqual(["deploy-services", "release"]);
    expect(who("PutObject", key("state.tfstate"))).toEqual([]);
    for (const name of ["images", "foundation", "services", "state"]) {
      expect(who("DeleteObject", key(`${name}.tfstate`))).toEqual([]);
    }
    expect(who("DeleteObject", key("releases/000001.json"))).toEqual([]);
  });

  it("lets every role read the states of the stacks and the records, and no other state", () => {
    for (const name of [
      "images.tfstate",
      "foundation.tfstate",
      "services.tfstate",
      "releases/current.json",
    ]) {
      expect([name, who("GetObject", key(name))]).toEqual([name, ROLES]);
    }
    const others = [
      key("state.tfstate"),
      arn(`${bucket}/other/services.tfstate`),
      arn(`${bucket}/${prefix}-eu/services.tfstate`),
      arn(`${bucket}/${prefix}/eu/services.tfstate`),
      arn(`slipway-production-state-${ACCOUNT}/production/services.tfstate`),
    ];
    for (const other of others) {
      for (const action of ["GetObject", "GetObjectVersion", "PutObject", "DeleteObject"]) {
        expect([other, action, who(action, other)]).toEqual([other, action, []]);
      }
    }
  });

  it("lets who applies hold the lock, and who only plans not", () => {
    for (const action of ["PutObject", "DeleteObject"]) {
      expect(who(action, key("images.tfstate.tflock"))).toEqual(["deploy-images", "release"]);
      expect(who(action, key("foundation.tfstate.tflock"))).toEqual(["deploy-foundation", "release"]);
      expect(who(action, key("services.tfstate.tflock"))).toEqual(["deploy-services", "release"]);
      expect(who(action, key("state.tfstate.tflock"))).toEqual([]);
      expect(who(action, arn(`${bucket}/other/services.tfstate.tflock`))).toEqual([]);
    }
    expect(who("GetObject", key("services.tfstate.tflock"))).toEqual(ROLES);
  });

  it("lets the foundation make its bucket for logs, and no bucket beside it", () => {
    const logs = `slipway-dev-lb-logs-${ACCOUNT}`;
    for (const action of ["CreateBucket", "DeleteBucket", "PutBucketPolicy", "PutLifecycleConfiguration"]) {
      expect(who(action, arn(logs))).toEqual(["deploy-foundation"]);
      expect(who(action, arn(`${logs}-more`))).toEqual([]);
    }
  });

  it("lets the plan role write nothing at all", () => {
    const writes = (roles.get("plan") ?? []).filter(
      ({ Effect, Action }) =>
        Effect === "Allow" && [Action ?? []].flat().some((each) => !/:(?:Describe|Get|List)/.test(each)),
    );
    expect(writes).toEqual([]);
  });
});

it("refuses a state bucket that a stack makes", () => {
  expect(() => rolesOf({ state: { bucket: `slipway-dev-lb-logs-${ACCOUNT}` } })).toThrow(
    `environment "dev" must have a state bucket that no stack makes, got "slipway-dev-lb-logs-${ACCOUNT}", which the stacks of environment "dev" make`,
  );
});
