import { deployedEnvironments } from "../../../cli/build/deployment-tags";

test.each([
  [["deploy", "dev-*"], [["dev", true]]],
  [["deploy", "--auto-approve", "production-services"], [["production", false]]],
  [
    ["deploy", "staging-images", "production-foundation"],
    [
      ["staging", true],
      ["production", false],
    ],
  ],
  [
    ["deploy", "*-images"],
    [
      ["local", true],
      ["dev", true],
      ["staging", true],
      ["production", true],
    ],
  ],
  [
    ["deploy", "*"],
    [
      ["local", true],
      ["dev", true],
      ["staging", true],
      ["production", true],
    ],
  ],
  [["deploy", "de?-services"], [["dev", false]]],
  [["deploy", "develop-*"], []],
  [["deploy", "dev.images"], []],
  [["deploy", "dev"], []],
  [["deploy"], []],
])("%j deploys %j", (args, expected) => {
  expect(deployedEnvironments(args).map(({ name, images }) => [name, images])).toEqual(expected);
});
