import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { resolve } from "../../../environments/resolve";
import { currentReleaseKey } from "../../../environments/rules/release-key";
import { EngineProject } from "../../support/engine-project";
import { root } from "../../support/synth-environment";
import { BUCKET, lab, REPOSITORY, shop } from "./environments";

let project: EngineProject;

beforeAll(async () => {
  project = await EngineProject.start({
    kind: "ministack",
    environment: (endpoint) => resolve(lab(endpoint), root),
    refuses: () => false,
  });
  await project.bootstrap();
  const { endpoint } = project.emulator;
  await apply("lab-images");
  project.synthesise(resolve(shop(endpoint), root, { lab: lab(endpoint) }));
});
afterAll(() => project.stop());

const apply = (stack: string) => project.terraform(stack).applied();
const plan = () => project.terraform("shop-services").plan();
/** A message as it stands in Terraform's box, in one line. */
const inOneLine = (output: string) => output.replaceAll(/[\s│]+/g, " ");

const record = (images: object) =>
  new S3Client(project.client).send(
    new PutObjectCommand({
      Bucket: BUCKET,
      Key: currentReleaseKey({ prefix: "shop" }),
      ContentType: "application/json",
      Body: JSON.stringify({ number: 1, images }),
    }),
  );

async function built(): Promise<string> {
  const { imageDetails = [] } = await new ECRClient(project.client).send(
    new DescribeImagesCommand({ repositoryName: REPOSITORY }),
  );
  return `${new URL(project.emulator.endpoint).host}/${REPOSITORY}@${imageDetails[0]?.imageDigest ?? ""}`;
}

it("the images stack of an environment that builds nothing is applied, and holds nothing", async () => {
  expect(await apply("shop-images")).toContain("Resources: 0 added, 0 changed, 0 destroyed");
  await apply("shop-foundation");
});

it("before the first promotion, a plan says which command promotes", async () => {
  await project.terraform("shop-services").succeed("init", "-input=false");
  const { code, output } = await plan();
  expect([code, inOneLine(output)]).toEqual([
    1,
    expect.stringContaining(
      'nothing has been promoted into environment "shop" yet; run: npx slipway promote all --from lab --to shop',
    ),
  ]);
});

it.each([
  ["without the image", {}],
  ["with an image that is named by a tag", { web: { image: `localhost/${REPOSITORY}:src-1` } }],
])("a record %s is refused with the same command", async (_, images) => {
  await record(images);
  const { code, output } = await plan();
  expect([code, inOneLine(output)]).toEqual([
    1,
    expect.stringContaining(
      'the current release of environment "shop" must hold image "web" by its digest, and does not; run: npx slipway promote all --from lab --to shop',
    ),
  ]);
});

it("what has been promoted runs, by its digest, and a second plan has nothing to change", async () => {
  const image = await built();
  await record({ web: { image } });
  await apply("shop-services");
  const ecs = new ECSClient(project.client);
  const { services = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster: "slipway-shop", services: ["slipway-shop-web"] }),
  );
  expect(services).toMatchObject([{ runningCount: 1 }]);
  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: services[0]?.taskDefinition }),
  );
  expect(taskDefinition?.containerDefinitions?.map((each) => each.image)).toEqual([image]);
  expect(await project.terraform("shop-services").changes()).toBe("");
});
