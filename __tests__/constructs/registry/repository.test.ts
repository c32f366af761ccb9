import { TerraformOutput } from "cdktf";
import { Repository, type RepositoryProps } from "../../../constructs/registry/repository";
import { defaultLifecycle, lifecyclePolicyJson } from "../../../constructs/registry/lifecycle";
import { type Synthesised, synth } from "../../support/synth";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0000";

const made = (props: Partial<RepositoryProps> = {}): Synthesised =>
  synth((stack) => new Repository(stack, "repository", { name: "shop/web", ...props }));

test("with the least props: immutable, scanned, encrypted, kept, nobody else may pull", () => {
  const result = made();
  expect(result.only("aws_ecr_repository")).toEqual({
    name: "shop/web",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
    encryption_configuration: [{ encryption_type: "AES256" }],
    force_delete: false,
  });
  expect(result.types).toEqual(["aws_ecr_lifecycle_policy", "aws_ecr_repository"]);
  expect(result.only("aws_ecr_lifecycle_policy").policy).toBe(lifecyclePolicyJson(defaultLifecycle()));
});

test("with everything set", () => {
  const result = made({
    mutable: true,
    kmsKey: KEY,
    scanOnPush: false,
    forceDelete: true,
    lifecycle: [{ select: "untagged", keep: { days: 7 } }],
    pullAccounts: ["444455556666", "111122223333", "444455556666"],
  });
  expect(result.only("aws_ecr_repository")).toMatchObject({
    image_tag_mutability: "MUTABLE",
    image_scanning_configuration: { scan_on_push: false },
    encryption_configuration: [{ encryption_type: "KMS", kms_key: KEY }],
    force_delete: true,
  });
  expect(result.only("aws_ecr_lifecycle_policy").policy).toContain('"countNumber":7');
  expect(JSON.parse(String(result.only("aws_ecr_repository_policy").policy))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Pull",
        Effect: "Allow",
        Principal: { AWS: ["111122223333", "444455556666"] },
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      },
    ],
  });
});

test("no account in the list is no policy", () => {
  expect(made({ pullAccounts: [] }).all("aws_ecr_repository_policy")).toEqual([]);
});

test("offers arn, url and name of the repository", () => {
  const { json } = synth((stack) => {
    const { arn, url, repositoryName, policy } = new Repository(stack, "repository", { name: "shop/web" });
    expect(policy).toBeUndefined();
    new TerraformOutput(stack, "all", { value: [arn, url, repositoryName] });
  });
  expect(json.output?.all?.value).toEqual([
    expect.stringMatching(/^\$\{aws_ecr_repository\.\w+\.arn\}$/),
    expect.stringMatching(/^\$\{aws_ecr_repository\.\w+\.repository_url\}$/),
    expect.stringMatching(/^\$\{aws_ecr_repository\.\w+\.name\}$/),
  ]);
});

test.each(["ab", "a".repeat(256), "shop/web", "shop/web-api_v2.x"])("accepts the name %s", (name) => {
  expect(made({ name }).only("aws_ecr_repository").name).toBe(name);
});

test.each(["a", "a".repeat(257), "Shop", "shop//web", "/shop", "shop-", "shop web"])(
  "refuses the name %s",
  (name) => {
    expect(() => made({ name })).toThrow(
      `repository "${name}" is not valid:\n` +
        '  - name must have 2 to 256 lower-case letters and digits, single ".", "_", "-" or "/" between them, ' +
        `got "${name}"`,
    );
  },
);

test("refuses accounts that are none", () => {
  expect(() => made({ pullAccounts: ["*", "111122223333", "12345678901"] })).toThrow(
    'repository "shop/web" is not valid:\n' +
      '  - pullAccounts must be 12-digit AWS accounts, got "*"\n' +
      '  - pullAccounts must be 12-digit AWS accounts, got "12345678901"',
  );
});

test("refuses a lifecycle that could expire what is deployed", () => {
  expect(() => made({ lifecycle: [{ select: "any", keep: { days: 30 } }] })).toThrow(
    'got "any", which could expire a deployed image',
  );
});
