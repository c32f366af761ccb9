import { currentReleaseKey, releaseFolder, releaseKey } from "../../../environments/rules/release-key";

const state = { bucket: "slipway-dev-state-111122223333", prefix: "team/dev" };

describe("keys of releases", () => {
  test("stand beside the states of the environment", () => {
    expect(releaseFolder(state)).toBe("team/dev/releases/");
    expect(currentReleaseKey(state)).toBe("team/dev/releases/current.json");
  });

  test("are in the order of the numbers", () => {
    const keys = [1, 2, 10, 999_999].map((number) => releaseKey(state, number));

    expect(keys).toEqual([
      "team/dev/releases/000001.json",
      "team/dev/releases/000002.json",
      "team/dev/releases/000010.json",
      "team/dev/releases/999999.json",
    ]);
    expect([...keys].sort()).toEqual(keys);
  });

  test("of the current one comes after all numbers", () => {
    expect(releaseKey(state, 999_999) < currentReleaseKey(state)).toBe(true);
  });
});
