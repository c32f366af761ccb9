import { resolve } from "../../environments/resolve";
import { createApp } from "../../main";
import { Outdir, root } from "../support/synth-environment";

function synth(
  buildkit: string | undefined,
  image: string | { readonly uri: string } = "apps/backend",
): void {
  const outdir = new Outdir();
  const environment = resolve(
    { name: "dev", account: "111122223333", region: "eu-west-1", services: { web: { image } } },
    root,
  );
  try {
    createApp([environment], { root, outdir: outdir.path, ...(buildkit !== undefined && { buildkit }) });
  } finally {
    outdir.remove();
  }
}

test.each(["0", "false", "F", "no"])("refuses DOCKER_BUILDKIT=%s for an image that is built", (value) => {
  expect(() => synth(value)).toThrow(
    `environment variable is not valid:\n  - DOCKER_BUILDKIT must be 1, or not set, to build images, got "${value}"; the classic builder reads ignore files in another way and would build something else`,
  );
});

test.each([undefined, "", "1", "true"])("accepts DOCKER_BUILDKIT=%s", (value) => {
  expect(() => synth(value)).not.toThrow();
});

test("accepts any value where nothing is built", () => {
  expect(() => synth("0", { uri: "nginx:1.27" })).not.toThrow();
});
