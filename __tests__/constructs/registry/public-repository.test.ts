import { TerraformOutput } from "cdktf";
import { findings } from "../../support/rule";
import { PublicRepository, type PublicRepositoryProps } from "../../../constructs/registry/public-repository";
import { synth } from "../../support/synth";

const least: PublicRepositoryProps = { name: "shop/web", description: "The shop" };
const made = (props: Partial<PublicRepositoryProps> = {}) =>
  synth((stack) => new PublicRepository(stack, "public", { ...least, ...props }));

test("with the least: in the one region that ECR Public has, kept, and only the account pushes", () => {
  expect(made().types).toEqual(["aws_ecrpublic_repository"]);
  expect(made().only("aws_ecrpublic_repository")).toEqual({
    region: "us-east-1",
    repository_name: "shop/web",
    force_destroy: false,
    catalog_data: { description: "The shop" },
  });
});

test("with everything set", () => {
  const result = made({
    about: "# The shop",
    usage: "docker run",
    architectures: ["x86-64", "ARM 64"],
    operatingSystems: ["Linux"],
    logoFile: "../../../docs/logo.png",
    forceDelete: true,
    pushAccounts: ["444455556666"],
    pushRoles: ["arn:aws:iam::444455556666:role/ci"],
  });
  expect(result.only("aws_ecrpublic_repository")).toEqual({
    region: "us-east-1",
    repository_name: "shop/web",
    force_destroy: true,
    catalog_data: {
      description: "The shop",
      about_text: "# The shop",
      usage_text: "docker run",
      architectures: ["x86-64", "ARM 64"],
      operating_systems: ["Linux"],
      logo_image_blob: '${filebase64("../../../docs/logo.png")}',
    },
  });
  const policy = result.only("aws_ecrpublic_repository_policy");
  expect(policy.region).toBe("us-east-1");
  expect(JSON.parse(String(policy.policy))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Push",
        Effect: "Allow",
        Principal: { AWS: ["444455556666", "arn:aws:iam::444455556666:role/ci"] },
        Action: [
          "ecr-public:BatchCheckLayerAvailability",
          "ecr-public:CompleteLayerUpload",
          "ecr-public:InitiateLayerUpload",
          "ecr-public:PutImage",
          "ecr-public:UploadLayerPart",
        ],
      },
    ],
  });
  expect(findings(result.json)).toEqual([]);
});

test("offers ARN and address", () => {
  const { json } = synth((stack) => {
    const { arn, uri, policy } = new PublicRepository(stack, "public", least);
    expect(policy).toBeUndefined();
    new TerraformOutput(stack, "all", { value: [arn, uri] });
  });
  expect(json.output?.all?.value).toEqual([
    expect.stringMatching(/^\$\{aws_ecrpublic_repository\.\w+\.arn\}$/),
    expect.stringMatching(/^\$\{aws_ecrpublic_repository\.\w+\.repository_uri\}$/),
  ]);
});

test("accepts what is just within the limits", () => {
  const text = "x".repeat(10_240);
  expect(() =>
    made({ name: "a".repeat(205), description: "x".repeat(1024), about: text, usage: text }),
  ).not.toThrow();
});

test("refuses what is beyond them, all at once", () => {
  const many = Array.from({ length: 51 }, () => "x86");
  const text = "x".repeat(10_241);
  expect(() =>
    made({
      name: "Shop",
      description: "",
      about: text,
      usage: text,
      architectures: many,
      operatingSystems: many,
      pushAccounts: ["*"],
    }),
  ).toThrow(
    [
      'public repository "Shop" is not valid:',
      '  - name must have 2 to 205 lower-case letters and digits, single ".", "_", "-" or "/" between them, got "Shop"',
      '  - pushAccounts must be 12-digit AWS accounts, got "*"',
      "  - description must have 1 to 1024 characters, got 0",
      "  - about must have 0 to 10240 characters, got 10241",
      "  - usage must have 0 to 10240 characters, got 10241",
      "  - architectures must have at most 50 entries, got 51",
      "  - operatingSystems must have at most 50 entries, got 51",
    ].join("\n"),
  );
});
