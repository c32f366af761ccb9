import {
  FARGATE_LINUX,
  isWindows,
  platformProblems,
  type TaskPlatform,
} from "../../../environments/rules/platform";

const ec2: TaskPlatform = { launch: "ec2", operatingSystem: "linux", networkMode: "awsvpc" };
const windows = { operatingSystem: "windows-server-2022-core" } as const;
const problems = (change: object) =>
  platformProblems("services.web", { ...FARGATE_LINUX, architecture: "x86_64", ...change });

test("what a service has by default is right", () => {
  expect(problems({})).toEqual([]);
});

test.each([
  [FARGATE_LINUX, false],
  [{ ...FARGATE_LINUX, operatingSystem: "windows-server-2019-full" }, true],
  [{ ...FARGATE_LINUX, operatingSystem: "windows-server-2025-core" }, true],
] as const)("%j is Windows: %s", (platform, expected) => expect(isWindows(platform)).toBe(expected));

test.each([
  ...["awsvpc", "bridge", "host", "none"].map((networkMode) => ({ ...ec2, networkMode })),
  { ...ec2, ...windows },
  { ...ec2, ...windows, networkMode: "bridge" },
  { ...windows },
  { architecture: "arm64" },
  { ephemeralStorageGiB: 21 },
  { ephemeralStorageGiB: 200 },
  { ...windows, ephemeralStorageGiB: 50 },
])("%j exists", (change) => expect(problems(change)).toEqual([]));

test.each([
  [
    { networkMode: "bridge" },
    'services.web.networkMode must be "awsvpc" on Fargate, which has no other, got "bridge"',
  ],
  [
    { networkMode: "host" },
    'services.web.networkMode must be "awsvpc" on Fargate, which has no other, got "host"',
  ],
  [
    { networkMode: "none" },
    'services.web.networkMode must be "awsvpc" on Fargate, which has no other, got "none"',
  ],
  [
    { ...ec2, ...windows, networkMode: "host" },
    'services.web.networkMode must be "awsvpc" or "bridge" on Windows, got "host"',
  ],
  [
    { ...ec2, ...windows, networkMode: "none" },
    'services.web.networkMode must be "awsvpc" or "bridge" on Windows, got "none"',
  ],
  [
    { ...windows, architecture: "arm64" },
    'services.web.architecture must be "x86_64" for windows-server-2022-core, got "arm64"',
  ],
  [
    { ephemeralStorageGiB: 20 },
    "services.web.ephemeralStorageGiB must be a whole number of GiB from 21 to 200, got 20; 20 GiB are there without it",
  ],
  [
    { ephemeralStorageGiB: 201 },
    "services.web.ephemeralStorageGiB must be a whole number of GiB from 21 to 200, got 201; 20 GiB are there without it",
  ],
  [
    { ...ec2, ephemeralStorageGiB: 50 },
    "services.web.ephemeralStorageGiB must not be set on EC2, got 50; a task uses the disk of its instance",
  ],
])("%j is refused", (change, message) => expect(problems(change)).toEqual([message]));

test("for a construct the property stands alone", () => {
  expect(platformProblems("", { ...FARGATE_LINUX, architecture: "x86_64", networkMode: "host" })[0]).toMatch(
    /^networkMode must/,
  );
});
