import { ConfigurationError } from "../../environments/errors";
import type { EnvironmentInput } from "../../environments/input";
import { resolve } from "../../environments/resolve";
import { createApp } from "../../main";
import { Outdir, root } from "../support/synth-environment";

const DIGEST = `sha256:${"a".repeat(64)}`;
const REPOSITORY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/slipway-dev-web";

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
interface Stack {
  readonly terraform: { readonly required_providers: object };
  readonly provider: object;
  readonly ephemeral?: object;
  readonly data?: Blocks;
  readonly resource?: Blocks;
  readonly locals?: Readonly<Record<string, string>>;
}

const dev: EnvironmentInput = {
  name: "dev",
  account: "111122223333",
  region: "eu-west-1",
  registry: { replication: [{ account: "444455556666", region: "us-east-1" }] },
  services: {
    web: {
      image: "apps/backend",
      repository: { pullAccounts: ["444455556666"] },
      containers: { proxy: { image: "apps/frontend", essential: false } },
    },
  },
};
const production: EnvironmentInput = {
  name: "production",
  account: "444455556666",
  region: "eu-west-1",
  protected: true,
  services: {
    web: {
      image: { from: "dev" },
      containers: { proxy: { image: { from: "dev" }, essential: false }, cron: { essential: false } },
    },
  },
};

function stacksOf(
  input: EnvironmentInput,
  images?: Readonly<Record<string, string>>,
): Readonly<Record<"images" | "services", Stack>> {
  const outdir = new Outdir();
  try {
    const environment = resolve(input, root, { dev, production });
    createApp([environment], { root, outdir: outdir.path, ...(images && { images }) }).app.synth();
    const read = (part: string) => JSON.parse(outdir.read().get(`${input.name}-${part}`) ?? "") as Stack;
    return { images: read("images"), services: read("services") };
  } finally {
    outdir.remove();
  }
}

const blocks = (all: Blocks | undefined, type: string) => Object.values(all?.[type] ?? {});
const imagesIn = ({ locals = {}, resource }: Stack): Record<string, string> => {
  const [task] = blocks(resource, "aws_ecs_task_definition");
  const containers = JSON.parse(String(task?.container_definitions)) as { name: string; image: string }[];
  return Object.fromEntries(
    containers.map(({ name, image }) => [
      name,
      locals[/^\$\{local\.(.+)\}$/.exec(image)?.[1] ?? ""] ?? image,
    ]),
  );
};
const pulledFrom = ({ resource }: Stack) =>
  blocks(resource, "aws_iam_role_policy")
    .flatMap(
      ({ policy }) =>
        (JSON.parse(String(policy)) as { Statement: { Sid: string; Resource: string[] }[] }).Statement,
    )
    .find(({ Sid }) => Sid === "PullImages")?.Resource;

describe("an environment whose images are all promoted", () => {
  const { images, services } = stacksOf(production);

  test("has an images stack without a resource, for which no Docker engine is needed", () => {
    expect([images.resource, images.ephemeral]).toEqual([undefined, undefined]);
    expect(Object.keys(images.terraform.required_providers)).toEqual(["aws"]);
    expect(Object.keys(images.provider)).toEqual(["aws"]);
  });

  test("runs what the record of its current release says, the same image for a container without one", () => {
    const record = Object.keys(services.data?.aws_s3_object ?? {}).join();
    const image = (name: string) =>
      `\${jsondecode(data.aws_s3_object.${record}.body).images["${name}"].image}`;
    expect(imagesIn(services)).toEqual({
      web: image("web"),
      cron: image("web"),
      proxy: image("web/proxy"),
    });
  });

  test("reads it from its own state bucket, once it is there", () => {
    const place = { bucket: "slipway-production-state-444455556666" };
    const key = "production/releases/current.json";
    const todo = "run: npx slipway promote all --from dev --to production";
    expect(blocks(services.data, "aws_s3_objects")).toEqual([
      expect.objectContaining({ ...place, prefix: key }),
    ]);
    const listing = Object.keys(services.data?.aws_s3_objects ?? {}).join();
    expect(blocks(services.data, "aws_s3_object")).toEqual([
      expect.objectContaining({
        ...place,
        key,
        lifecycle: {
          precondition: [
            {
              condition: `\${contains(data.aws_s3_objects.${listing}.keys, "${key}")}`,
              error_message: `nothing has been promoted into environment "production" yet; ${todo}`,
            },
          ],
          postcondition: ["web", "web/proxy"].map((name) => ({
            condition: `\${can(regex("@sha256:[0-9a-f]{64}$", jsondecode(self.body).images["${name}"].image))}`,
            error_message: `the current release of environment "production" must hold image "${name}" by its digest, and does not; ${todo}`,
          })),
        },
      }),
    ]);
  });

  test("pulls from the repositories where the images were pushed, and from nowhere else", () => {
    expect(pulledFrom(services)).toEqual([
      "arn:aws:ecr:eu-west-1:111122223333:repository/slipway-dev-web",
      "arn:aws:ecr:eu-west-1:111122223333:repository/slipway-dev-web/proxy",
    ]);
  });
});

test("with copies, tasks pull from the registry of the environment's own account and region", () => {
  const web = { image: { from: "dev", replicated: true } } as const;
  const { services } = stacksOf({ ...production, region: "us-east-1", services: { web } });
  expect(pulledFrom(services)).toEqual(["arn:aws:ecr:us-east-1:444455556666:repository/slipway-dev-web"]);
});

test("two environments to promote from are two commands", () => {
  const { services } = stacksOf({
    ...production,
    name: "canary",
    services: { web: { image: { from: "dev" } }, www: { image: { from: "production", service: "web" } } },
  });
  expect(JSON.stringify(services.data)).toContain(
    "run: npx slipway promote all --from dev --to canary and npx slipway promote all --from production --to canary",
  );
});

describe("an environment that builds", () => {
  test("reads no record", () => {
    const { images, services } = stacksOf(dev);
    expect(services.data).not.toHaveProperty("aws_s3_object");
    expect(Object.keys(images.terraform.required_providers).sort()).toEqual(["aws", "docker"]);
  });
});

const OLD = `${REPOSITORY}@${DIGEST}`;

describe("an image that is given", () => {
  test("takes the place of the record for itself alone", () => {
    const { services } = stacksOf(production, { web: OLD });
    expect(imagesIn(services)).toEqual({
      web: OLD,
      cron: OLD,
      proxy: expect.stringContaining('["web/proxy"]') as string,
    });
    expect(JSON.stringify(services.data)).not.toContain('image \\"web\\"');
  });

  test("for all of them leaves nothing to be read", () => {
    const proxy = `${REPOSITORY}/proxy@${DIGEST}`;
    const { services } = stacksOf(production, { web: OLD, "web/proxy": proxy });
    expect(imagesIn(services)).toEqual({ web: OLD, cron: OLD, proxy });
    expect(services.data).not.toHaveProperty("aws_s3_object");
    expect(services.data).not.toHaveProperty("aws_s3_objects");
  });

  test("is run where images are built, and what is built stays as it is", () => {
    const { images, services } = stacksOf(dev, { web: OLD });
    expect(imagesIn(services)).toMatchObject({ web: OLD, proxy: expect.stringContaining(":src-") as string });
    expect(images).toEqual(stacksOf(dev).images);
    expect(pulledFrom(services)).toEqual(pulledFrom(stacksOf(dev).services));
  });

  const must = 'SLIPWAY_IMAGES must name images that environment "production" builds or gets by promotion';
  test.each<[Readonly<Record<string, string>>, string]>([
    [{ weeb: OLD }, `${must} (web, web/proxy), got "weeb"; did you mean "web"?`],
    [{ "web/cron": OLD }, `${must} (web, web/proxy), got "web/cron"`],
    [
      { web: `${REPOSITORY}:src-1` },
      `SLIPWAY_IMAGES["web"] must be a reference by digest such as registry/name@sha256:<64 hex digits>, got "${REPOSITORY}:src-1"`,
    ],
  ])("is refused for %j", (images, problem) => {
    expect(() => stacksOf(production, images)).toThrow(new ConfigurationError("SLIPWAY_IMAGES", [problem]));
  });

  test("is refused where nothing is built or promoted", () => {
    const web = { image: { uri: "registry.example.com/web:1" } };
    expect(() => stacksOf({ ...production, services: { web } }, { web: OLD })).toThrow(
      new ConfigurationError("SLIPWAY_IMAGES", [`${must} (none), got "web"`]),
    );
  });

  test("is refused for several environments at once", () => {
    const both = [dev, production].map((input) => resolve(input, root, { dev }));
    expect(() => createApp(both, { root, outdir: "cdktf.out.test", images: { web: OLD } })).toThrow(
      new ConfigurationError("SLIPWAY_IMAGES", [
        "SLIPWAY_IMAGES must come with one environment, got dev, production; name it in SLIPWAY_ENVIRONMENT",
      ]),
    );
  });
});
