import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { TerraformOutput } from "cdktf";
import { ContainerImage, type ContainerImageProps } from "../../../constructs/image/container-image";
import { type Synthesised, synth } from "../../support/synth";

const LEAST: ContainerImageProps = {
  reference: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-web:src-0123456789abcdef0123",
  context: "../../../apps/web",
  platform: "linux/amd64",
};
const BUILD = {
  context: "../../../apps/web",
  dockerfile: "Dockerfile",
  build_args: {},
  labels: {},
  platform: "linux/amd64",
  build_log_file: "web.build.log",
};

const made = (props: Partial<ContainerImageProps> = {}): Synthesised =>
  synth((stack) => new ContainerImage(stack, "web", { ...LEAST, ...props }));

test("with the least props: built, kept locally, pushed over TLS, never removed from the registry", () => {
  const result = made();
  expect(result.only("docker_image")).toEqual({
    name: LEAST.reference,
    platform: "linux/amd64",
    keep_locally: true,
    build: BUILD,
    lifecycle: { ignore_changes: ["build"] },
  });
  expect(result.only("docker_registry_image")).toEqual({
    name: expect.stringMatching(/^\$\{docker_image\.\w+\.name\}$/) as string,
    keep_remotely: true,
    insecure_skip_verify: false,
  });
  expect(result.types).toEqual(["docker_image", "docker_registry_image"]);
});

test("build settings", () => {
  const result = made({
    dockerfile: "docker/Web",
    target: "production",
    args: { NODE_ENV: "production", SHELL: "/bin/sh" },
    labels: { owner: "shop" },
    platform: "linux/arm64",
  });
  expect(result.only("docker_image")).toMatchObject({
    platform: "linux/arm64",
    build: {
      dockerfile: "docker/Web",
      target: "production",
      build_args: { NODE_ENV: "production", SHELL: "/bin/sh" },
      labels: { owner: "shop" },
      platform: "linux/arm64",
    },
  });
});

test("with a repository to ask: builds only what is not there yet, after the repository", () => {
  const result = synth((stack) => {
    const repository = new EcrRepository(stack, "repository", { name: "shop-web" });
    new ContainerImage(stack, "web", {
      ...LEAST,
      repositoryName: repository.name,
      dependsOn: [repository],
    });
  });
  expect(result.data("aws_ecr_images")).toEqual({
    repository_name: "${aws_ecr_repository.repository.name}",
    depends_on: ["aws_ecr_repository.repository"],
  });
  const image = result.only("docker_image");
  expect(image).not.toHaveProperty("build");
  expect(image.depends_on).toEqual(["aws_ecr_repository.repository"]);
  expect(image.lifecycle).toEqual({ ignore_changes: ["build"] });
  expect(image.dynamic).toEqual({
    build: {
      for_each: expect.stringMatching(
        /^\$\{contains\(try\(data\.aws_ecr_images\.\w+\.image_ids\[\*\]\.image_tag, \[\]\), "src-0123456789abcdef0123"\) \? \[\] : \[1\]\}$/,
      ) as string,
      content: BUILD,
    },
  });
});

test("further tags are the same image, each pushed and kept", () => {
  const result = made({ extraTags: ["git-0a1b2c3", "v1.2.3"] });
  expect(result.all("docker_tag").map((tag) => tag.target_image)).toEqual([
    "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-web:git-0a1b2c3",
    "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-web:v1.2.3",
  ]);
  for (const tag of result.all("docker_tag")) {
    expect(tag.source_image).toMatch(/^\$\{docker_image\.\w+\.name\}$/);
  }
  const pushes = result.all("docker_registry_image");
  expect(pushes).toHaveLength(3);
  expect(pushes.every((push) => push.keep_remotely === true)).toBe(true);
  const names = pushes.map((push) => String(push.name));
  expect(names.filter((name) => name.startsWith("${docker_tag."))).toHaveLength(2);
});

test("an emulator's registry without TLS", () => {
  const result = made({
    reference: "localhost:4566/shop-web:src-1",
    insecureRegistry: true,
    extraTags: ["v1"],
  });
  expect(result.all("docker_registry_image").map((push) => push.insecure_skip_verify)).toEqual([true, true]);
  expect(result.only("docker_tag").target_image).toBe("localhost:4566/shop-web:v1");
});

test("offers the digest of what was pushed", () => {
  const result = synth((stack) => {
    const image = new ContainerImage(stack, "web", LEAST);
    expect(image.extra).toEqual([]);
    new TerraformOutput(stack, "digest", { value: image.digest });
  });
  expect(result.json.output?.digest?.value).toMatch(/^\$\{docker_registry_image\.\w+\.sha256_digest\}$/);
});

test.each<[string, Partial<ContainerImageProps>, string]>([
  [
    "a reference without a tag",
    { reference: "registry.example.com/web" },
    'reference must be <registry>/<repository>:<tag>, got "registry.example.com/web"',
  ],
  [
    "a reference without a registry",
    { reference: "web:1" },
    'reference must be <registry>/<repository>:<tag>, got "web:1"',
  ],
  [
    "latest",
    { reference: "registry.example.com/web:latest" },
    'tag must name one image for good, got "latest"; use the content tag',
  ],
  [
    "latest beside it",
    { extraTags: ["latest"] },
    'tag must name one image for good, got "latest"; use the content tag',
  ],
  [
    "a tag that no registry takes",
    { extraTags: ["feature/x"] },
    'tag must have 1 to 128 letters, digits, "_", "." or "-", got "feature/x"',
  ],
])("refuses %s", (_, props, problem) => {
  expect(() => made(props)).toThrow(`image is not valid:\n  - ${problem}`);
});
