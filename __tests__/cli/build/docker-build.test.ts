import { configuration } from "../../../cli/build/docker-build";

test("the stack's own build block, with a log, in a configuration that has nothing else", () => {
  const build = {
    context: "../../../apps/web",
    dockerfile: "Dockerfile",
    platform: "linux/arm64",
    target: "production",
    build_args: { NODE_ENV: "production" },
  };
  const image = {
    registry: "registry",
    repositoryName: "web",
    tag: "src-1",
    reference: "registry/web:src-1",
    path: "dev-images/web-image/image",
    build,
  };
  const provider = { source: "kreuzwerker/docker", version: "1" };
  expect(configuration(image, "/builds/web.log", provider)).toEqual({
    terraform: { required_providers: { docker: { source: "kreuzwerker/docker", version: "1" } } },
    provider: { docker: [{}] },
    resource: {
      docker_image: {
        image: {
          "//": { metadata: { path: "dev-images/web-image/image" } },
          name: "registry/web:src-1",
          platform: "linux/arm64",
          keep_locally: true,
          build: { ...build, build_log_file: "/builds/web.log" },
        },
      },
    },
  });
});
