import type { ImageInput } from "../../../environments/topics/image";
import { only, problemsOf, resolved, stacksOf } from "../../support/language";
import { containerOf, policiesOf } from "../../support/task";

const problems = (image: unknown, change: object = {}) => problemsOf({}, { image, ...change });

const BACKEND = { kind: "build", context: "apps/backend", dockerfile: "Dockerfile", args: {} };

test.each<[ImageInput, object]>([
  ["apps/backend", BACKEND],
  ["./apps/backend/", BACKEND],
  ["apps\\backend", BACKEND],
  ["apps/./backend//", BACKEND],
  [{ context: "apps/backend" }, BACKEND],
  [
    { context: "apps", dockerfile: "backend/Dockerfile" },
    { ...BACKEND, context: "apps", dockerfile: "backend/Dockerfile" },
  ],
  [
    { context: "apps/backend", target: "builder" },
    { ...BACKEND, target: "builder" },
  ],
  [
    { context: "apps/backend", args: { NODE_ENV: "", X_1: "a=b" } },
    { ...BACKEND, args: { NODE_ENV: "", X_1: "a=b" } },
  ],
  [{ uri: "registry.example.com/web:1" }, { kind: "external", uri: "registry.example.com/web:1" }],
  [
    { uri: "registry.example.com/web:1", credentials: { secret: "hub" } },
    { kind: "external", uri: "registry.example.com/web:1", credentials: { kind: "given", nameOrArn: "hub" } },
  ],
])("%j", (input, expected) => {
  // The stage of a build alone has no user; who the container runs as is said here.
  expect(resolved({}, { image: input, user: "1000" }).services[0]?.image).toEqual(expected);
});

test("an image that is built goes into a repository of its own, under the hash of what it is made of", () => {
  const { images, services } = stacksOf(
    resolved({}, { image: { context: "apps/backend", target: "production", args: { A: "1" } } }),
  );
  expect(only(images, "aws_ecr_repository").name).toBe("slipway-dev-web");
  const built = only(images, "docker_image");
  expect(built).toMatchObject({
    dynamic: {
      build: {
        content: {
          context: expect.stringMatching(/^[./]+\/apps\/backend$/) as string,
          dockerfile: "Dockerfile",
          target: "production",
          build_args: { A: "1" },
        },
      },
    },
  });
  expect(containerOf(services, "web").image).toBe(built.name);
});

test("an image of somebody else is taken as it is named, and the images stack has nothing to do", () => {
  const uri = "444455556666.dkr.ecr.cn-north-1.amazonaws.com.cn/team/web:1";
  const { images, services } = stacksOf(resolved({ region: "cn-northwest-1" }, { image: { uri } }));
  expect(Object.keys(images)).toEqual([]);
  expect(containerOf(services, "web").image).toBe(uri);
  expect(policiesOf(services).join()).toContain("arn:aws-cn:ecr:cn-north-1:444455556666:repository/team/web");
});

const path = "services.web.image";
const FOLDER = 'must be a folder relative to the project, with ".." in front only';
const NO_FOLDER = "must be a folder with a Dockerfile";
const PINNED = "must be an image reference with a tag other than latest, or a digest";
test.each<[unknown, string]>([
  [undefined, `${path} ${FOLDER}, got nothing`],
  [5, `${path} ${FOLDER}, got 5; write "5" in quotes`],
  ["", `${path} ${FOLDER}, got ""`],
  ["/srv/app", `${path} ${FOLDER}, got "/srv/app"`],
  ["C:\\app", `${path} ${FOLDER}, got "C:\\\\app"`],
  ["apps/../..", `${path} ${FOLDER}, got "apps/../.."`],
  ["nowhere", `${path} must be a folder with a Dockerfile, got "nowhere", which is no folder`],
  ["./", `${path} must be a folder with a Dockerfile, got "." without one; write that file there`],
  [{}, `${path}.context ${FOLDER}, got nothing`],
  [
    { context: "apps/backend", dockerfile: "../Dockerfile" },
    `${path}.dockerfile must be a path inside the project, got "../Dockerfile"`,
  ],
  [
    { context: "apps/backend", dockerfile: "Dockerfile.prod" },
    `${path} must be a folder with a Dockerfile.prod, got "apps/backend" without one; write that file there`,
  ],
  [
    { context: "apps/backend", target: "" },
    `${path}.target must be a string with at least one character, got ""`,
  ],
  [
    { context: "apps/backend", target: "prod" },
    `${path}.target must be one of the stages builder, dependencies, production, got "prod"`,
  ],
  [
    { context: "apps/backend", args: { "A-B": "1" } },
    `${path}.args.A-B as a name must be a variable name of letters, digits and _, got "A-B"`,
  ],
  [
    { context: "apps/backend", args: { A: 1 } },
    `${path}.args.A must be a string, got 1; write "1" in quotes`,
  ],
  [
    { context: "apps/backend", tag: "1" },
    `${path}.tag must be a known property, got "tag"; known are context, dockerfile, target, args`,
  ],
  [
    { uri: "ghcr.io/MyOrg/app:1.0-RC" },
    `${path}.uri ${PINNED}, got "ghcr.io/MyOrg/app:1.0-RC"; the name of a repository has no upper-case letters: "ghcr.io/myorg/app:1.0-RC"`,
  ],
  [
    "nginx:1.27",
    `${path} ${NO_FOLDER}, got "nginx:1.27", which is no folder; write { uri: "nginx:1.27" } for an image that exists`,
  ],
  [
    "ghcr.io/org/app",
    `${path} ${NO_FOLDER}, got "ghcr.io/org/app", which is no folder; write { uri: "ghcr.io/org/app" } for an image that exists`,
  ],
  ["apps/nowhere", `${path} ${NO_FOLDER}, got "apps/nowhere", which is no folder`],
  [{ uri: "nginx" }, `${path}.uri ${PINNED}, got "nginx"`],
  [{ uri: "nginx:latest" }, `${path}.uri ${PINNED}, got "nginx:latest"`],
  [
    { uri: "nginx:1", context: "apps/backend" },
    `${path}.context must be a known property, got "context"; known are uri, credentials`,
  ],
])("%j is refused", (image, message) => expect(problems(image)).toEqual([message]));

test("for Windows an image is built elsewhere", () => {
  const windows = { platform: "windows-server-2022-core", writableRoot: true };
  expect(problems("apps/backend", windows)).toEqual([
    `${path} must be built elsewhere for Windows, got a Dockerfile; give the uri of an image that a Windows machine built`,
  ]);
  expect(problems({ uri: "registry.example.com/web:1" }, windows)).toEqual([]);
});
