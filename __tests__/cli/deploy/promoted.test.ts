import { requirePromoted } from "../../../cli/deploy/promoted";
import { resolve } from "../../../environments/resolve";
import type { EnvironmentInput } from "../../../environments/input";
import type { ReleaseRecord } from "../../../release/record";
import { root } from "../../support/synth-environment";

const place = { account: "111122223333", region: "eu-west-1" };
const dev: EnvironmentInput = { ...place, name: "dev", services: { web: { image: "apps/backend" } } };
const staging = resolve(
  {
    ...place,
    name: "staging",
    services: {
      web: { image: { from: "dev" } },
      copy: { image: { from: "dev", service: "web" } },
      own: { image: "apps/frontend" },
    },
  },
  root,
  { dev },
);
const image = { image: `registry.example.com/web@sha256:${"a".repeat(64)}` };
const record: ReleaseRecord = {
  number: 3,
  at: "2026-01-02T03:04:05.000Z",
  by: "ada",
  reason: { kind: "deploy" },
  images: { web: image },
};
const todo = "run: npx slipway promote all --from dev --to staging";

test("nothing is recorded: every promoted image is named, and none that is built", () => {
  expect(() => requirePromoted(staging, undefined)).toThrow(
    `environment "staging" is not ready:
  - image "copy" must have been promoted, got no release; ${todo}
  - image "web" must have been promoted, got no release; ${todo}`,
  );
});

test("an image that the current release has not, is named alone", () => {
  expect(() => requirePromoted(staging, record)).toThrow(
    `environment "staging" is not ready:\n  - image "copy" must have been promoted, got release 3 without it; ${todo}`,
  );
});

test("what is recorded or given is there", () => {
  expect(() => requirePromoted(staging, record, { copy: image })).not.toThrow();
});
