import { ecrPlaceProblem } from "../../../environments/rules/image-reference";
import { ConfigurationError } from "../../../environments/errors";
import { resolve } from "../../../environments/resolve";
import { inputWith, problemsOf } from "../../support/language";
import { root } from "../../support/synth-environment";

const IN_CHINA = "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1";
const must = (path: string, image: string) =>
  `${path} must be in the partition of the environment (aws), got "${image}"; copy it into ECR in eu-west-1 and name the copy`;

it.each([IN_CHINA, "111122223333.dkr-ecr.us-gov-west-1.on.aws/web:1"])("refuses %s in eu-west-1", (uri) =>
  expect(problemsOf({}, { image: { uri } })).toEqual([must("services.web.image.uri", uri)]),
);

it("refuses an image of another partition beside the application too", () =>
  expect(
    problemsOf(
      {},
      {
        containers: { proxy: { image: { uri: IN_CHINA } } },
        sidecars: [{ kind: "x-ray", image: IN_CHINA }],
        logRouter: { to: { cloudWatch: {} }, image: IN_CHINA },
      },
    ),
  ).toEqual([
    must("services.web.containers.proxy.image.uri", IN_CHINA),
    must("services.web.sidecars[0].image", IN_CHINA),
    must("services.web.logRouter.image", IN_CHINA),
  ]));

it("refuses a host that no registry has", () =>
  expect(ecrPlaceProblem("111122223333.dkr.ecr.eu-west-1.amazonaws.com.cn/web:1", "eu-west-1")).toMatch(
    /^must have a registry whose host ends in \.amazonaws\.com in eu-west-1, got/,
  ));

it("accepts a region that is newer than the table of regions", () =>
  expect(ecrPlaceProblem("111122223333.dkr.ecr.eu-west-9.amazonaws.com/web:1", "eu-west-1")).toBeUndefined());

it.each([
  ["111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1", "eu-west-1"],
  [IN_CHINA, "cn-northwest-1"],
  ["nginx:1", "cn-north-1"],
  ["public.ecr.aws/nginx/nginx:1", "cn-north-1"],
  ["000000000000.dkr.ecr.eu-central-1.localhost.localstack.cloud:4566/web:1", "eu-west-1"],
])("accepts %s in %s", (image, region) => expect(ecrPlaceProblem(image, region)).toBeUndefined());

it("refuses copies into a region of another partition", () =>
  expect(
    problemsOf({ registry: { replication: [{ region: "eu-central-1" }, { region: "cn-north-1" }] } }),
  ).toEqual([
    'registry.replication[1].region must be in the partition of the environment (aws), got "cn-north-1"; leave it out',
  ]));

it("refuses an image that an environment in another partition builds", () => {
  const dev = inputWith({ region: "cn-north-1" }, { image: "apps/backend" });
  const staging = inputWith(
    { name: "staging", account: "444455556666" },
    { image: { from: "dev", replicated: true } },
  );
  const problems = () => resolve(staging, root, { dev, staging });
  expect(problems).toThrow(ConfigurationError);
  expect(problems).toThrow(
    'services.web.image.from must lead to an environment in the partition of this one (aws), got "dev"; "dev" builds the image in cn-north-1, and ECR copies none into another partition',
  );
});
