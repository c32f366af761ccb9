import { ecrRepositoryArn, isPinnedImage } from "../../../environments/rules/image-reference";

const DIGEST = `sha256:${"0a".repeat(32)}`;

test.each([
  "nginx:1.29",
  "registry.example.com/team/web:1.2.3-rc.1_x",
  "localhost:5000/web:1",
  `nginx@${DIGEST}`,
  `nginx:latest@${DIGEST}`,
  `localhost:5000/web@${DIGEST}`,
  `nginx:${"t".repeat(128)}`,
])("%s names one image", (reference) => expect(isPinnedImage(reference)).toBe(true));

test.each([
  "nginx",
  "nginx:latest",
  "localhost:5000/web",
  "localhost:5000/web:latest",
  "nginx:",
  "nginx:.1",
  "Nginx:1",
  "nginx: 1",
  "https://registry.example.com/web:1",
  `nginx:${"t".repeat(129)}`,
  "nginx@sha256:0a",
  `nginx@${DIGEST.toUpperCase()}`,
  "",
  5,
  undefined,
])("%j does not", (reference) => expect(isPinnedImage(reference)).toBe(false));

test.each([
  ["dkr.ecr.eu-west-1.amazonaws.com", "aws:ecr:eu-west-1"],
  ["dkr.ecr-fips.us-gov-west-1.amazonaws.com", "aws-us-gov:ecr:us-gov-west-1"],
  ["dkr.ecr.us-gov-east-1.amazonaws.com", "aws-us-gov:ecr:us-gov-east-1"],
  ["dkr.ecr.cn-north-1.amazonaws.com.cn", "aws-cn:ecr:cn-north-1"],
  ["dkr.ecr.eusc-de-east-1.amazonaws.eu", "aws-eusc:ecr:eusc-de-east-1"],
  ["dkr-ecr.eu-west-1.on.aws", "aws:ecr:eu-west-1"],
  ["dkr-ecr-fips.us-east-1.on.aws", "aws:ecr:us-east-1"],
])("a private registry at %s", (host, arn) => {
  for (const end of [":1", `@${DIGEST}`, `:1@${DIGEST}`]) {
    expect(ecrRepositoryArn(`111122223333.${host}/team/web${end}`)).toBe(
      `arn:${arn}:111122223333:repository/team/web`,
    );
  }
});

test.each([
  "nginx:1",
  "public.ecr.aws/nginx/nginx:1",
  "registry.example.com/111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1",
  "11112222333.dkr.ecr.eu-west-1.amazonaws.com/web:1",
  "111122223333.dkr.ecr.eu-west-1.amazonaws.com.example.com/web:1",
])("%s is in no private registry of AWS", (reference) => expect(ecrRepositoryArn(reference)).toBeUndefined());
