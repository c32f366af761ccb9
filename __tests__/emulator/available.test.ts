import { unavailable, type Means } from "../../emulator/available";
import { EMULATOR_KINDS } from "../../emulator/engine";

/** A machine on a closed network with nothing but packages. */
const LEAST: Means = {
  network: "closed",
  token: false,
  licensedImage: false,
  fakecloud: "to build",
  build: false,
};
const had = (means: Partial<Means>) =>
  EMULATOR_KINDS.filter((kind) => unavailable(kind, { ...LEAST, ...means }) === undefined);

test("what is made of Python packages is had everywhere", () => {
  expect(had({})).toEqual(["ministack", "localstack-free"]);
});

test("an open network has fakecloud's image", () => {
  expect(had({ network: "open" })).toEqual(["ministack", "fakecloud", "localstack-free"]);
});

test("a closed network has fakecloud once its program is built, or where it may be", () => {
  expect(had({ fakecloud: "built" })).toContain("fakecloud");
  expect(had({ build: true })).toContain("fakecloud");
  expect(unavailable("fakecloud", LEAST)).toBe(
    "this network does not reach its image's registry, and its program is not built yet, which takes half an hour; npm run test:engines -- --build",
  );
});

test("a machine that cannot build says why, whatever is welcome", () => {
  const problem = "Rust with cargo must be installed";
  expect(unavailable("fakecloud", { ...LEAST, build: true, fakecloud: { problem } })).toBe(problem);
});

test("the licensed LocalStack needs a token and its image", () => {
  expect(unavailable("localstack-licensed", { ...LEAST, network: "open" })).toBe(
    "it needs a licence, and LOCALSTACK_AUTH_TOKEN is not set",
  );
  expect(unavailable("localstack-licensed", { ...LEAST, token: true })).toBe(
    "the Docker engine has no image localstack/localstack-pro:4.14.0, and this network does not reach its registry",
  );
  expect(had({ token: true, licensedImage: true })).toContain("localstack-licensed");
  expect(had({ token: true, network: "open" })).toContain("localstack-licensed");
});
