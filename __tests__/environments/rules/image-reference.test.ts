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

test.each([
  "my_app:1.0",
  "my__app:1.0",
  "my---app:1",
  "team/a.b_c-d/e--f:1",
  "registry-1.example.com:443/team/web:1",
  "MyRegistry/web:1",
  "Localhost/web:1",
  `web@sha512:${"0a".repeat(64)}`,
])("%s follows Docker's grammar", (reference) => expect(isPinnedImage(reference)).toBe(true));

test.each([
  "a.b_c/web:1",
  "my___app:1",
  "my..app:1",
  "my._app:1",
  "_app:1",
  "app-:1",
  "app/:1",
  "/app:1",
  "a//b:1",
  "-registry.example.com/web:1",
  "registry.example.com:/web:1",
  "registry.example.com:65536/web:1",
  "registry.example.com:1:2/web:1",
  "[2001:db8::1]:5000/web:1",
  "team/Web:1",
  "web:1:2",
  `web@sha256:${"0a".repeat(64)}`,
  `web@md5:${"0a".repeat(16)}`,
  `web@${DIGEST}@${DIGEST}`,
  `${"a".repeat(250)}:1.0.0`,
  "web:1\n",
  `${"a".repeat(100_000)}!:1`,
])("%s breaks Docker's grammar", (reference) => expect(isPinnedImage(reference)).toBe(false));
