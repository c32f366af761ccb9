import { ebsProblems, type EbsSettings } from "../../../environments/rules/ebs";
import { FARGATE_LINUX } from "../../../environments/rules/platform";

const WINDOWS = {
  launch: "ec2",
  operatingSystem: "windows-server-2022-core",
  networkMode: "awsvpc",
} as const;
const problems = (
  change: Partial<EbsSettings>,
  platform: Parameters<typeof ebsProblems>[2] = FARGATE_LINUX,
) => ebsProblems("ebs", { type: "gp3", sizeGiB: 20, format: "xfs", ...change }, platform);

describe("sizes", () => {
  test.each([
    ["gp3", 1, 16_384],
    ["gp2", 1, 16_384],
    ["io1", 4, 16_384],
    ["io2", 4, 16_384],
    ["st1", 125, 16_384],
    ["sc1", 125, 16_384],
    ["standard", 1, 1024],
  ] as const)("%s has from %i to %i GiB", (type, from, to) => {
    const iops = type === "io1" || type === "io2" ? { iops: 100 } : {};
    for (const sizeGiB of [from, to]) expect(problems({ ...iops, type, sizeGiB })).toEqual([]);
    for (const sizeGiB of [from - 1, to + 1]) {
      expect(problems({ ...iops, type, sizeGiB })).toContain(
        `ebs.sizeGiB must be a whole number of GiB from ${from} to ${to} for "${type}", got ${sizeGiB}`,
      );
    }
  });
  test("only a snapshot brings its own", () => {
    const unsized = { type: "gp3", format: "xfs" } as const;
    expect(ebsProblems("", unsized, FARGATE_LINUX)).toEqual([
      "sizeGiB must be set without a snapshot, got nothing",
    ]);
    expect(ebsProblems("", { ...unsized, snapshot: "snap-1" }, FARGATE_LINUX)).toEqual([]);
  });
});

describe("operations per second", () => {
  test.each([
    ["gp3", 3000, 16_000, 1000],
    ["io1", 100, 64_000, 2000],
    ["io2", 100, 256_000, 1000],
  ] as const)("%s has from %i to %i", (type, from, to, sizeGiB) => {
    for (const iops of [from, to]) expect(problems({ type, sizeGiB, iops })).toEqual([]);
    for (const iops of [from - 1, to + 1]) {
      expect(problems({ type, sizeGiB, iops })).toEqual([
        `ebs.iops must be a whole number from ${from} to ${to} for "${type}", got ${iops}`,
      ]);
    }
  });
  test.each(["gp2", "st1", "sc1", "standard"] as const)("%s has none to set", (type) => {
    expect(problems({ type, sizeGiB: 200, iops: 3000 })).toEqual([
      `ebs.iops must not be set for "${type}", got 3000; its speed follows its size`,
    ]);
  });
  test.each(["io1", "io2"] as const)("%s must have them", (type) => {
    expect(problems({ type })).toEqual([`ebs.iops must be set for "${type}", got nothing`]);
  });
  test.each([
    ["gp3", 8, 4000, 500],
    ["io1", 4, 200, 50],
    ["io2", 4, 4000, 1000],
  ] as const)("%s of %i GiB has at most %i", (type, sizeGiB, most, ratio) => {
    expect(problems({ type, sizeGiB, iops: most })).toEqual([]);
    expect(problems({ type, sizeGiB, iops: most + 1 })).toEqual([
      `ebs.iops must be at most ${most} for ${sizeGiB} GiB of "${type}" (${ratio} for each GiB), got ${most + 1}`,
    ]);
  });
  test("3000 are in the smallest gp3", () => {
    expect(problems({ sizeGiB: 1, iops: 3000 })).toEqual([]);
  });
});

describe("throughput", () => {
  test("is of gp3 only", () => {
    expect(problems({ type: "gp2", throughputMiBps: 125 })).toEqual([
      'ebs.throughputMiBps must not be set for "gp2", got 125; only "gp3" has it',
    ]);
  });
  test.each([124, 1001, 200.5])("is not %p", (throughputMiBps) => {
    expect(problems({ iops: 8000, throughputMiBps })).toEqual([
      `ebs.throughputMiBps must be a whole number of MiB per second from 125 to 1000 for "gp3", got ${throughputMiBps}`,
    ]);
  });
  test("is at most a quarter of the operations", () => {
    expect(problems({ throughputMiBps: 750 })).toEqual([]);
    expect(problems({ throughputMiBps: 751 })).toEqual([
      "ebs.throughputMiBps must be at most 750 with 3000 iops (a quarter of them), got 751; set more iops",
    ]);
    expect(problems({ iops: 4000, throughputMiBps: 1000 })).toEqual([]);
  });
});

describe("the file system", () => {
  test("is NTFS on Windows and nowhere else", () => {
    expect(problems({ format: "ntfs" })).toEqual([
      'ebs.format must be "xfs", "ext4" or "ext3" on Linux, got "ntfs"',
    ]);
    expect(problems({ format: "xfs" }, WINDOWS)).toEqual(['ebs.format must be "ntfs" on Windows, got "xfs"']);
    expect(problems({ format: "ntfs" }, WINDOWS)).toEqual([]);
    for (const format of ["ext3", "ext4"] as const) expect(problems({ format })).toEqual([]);
  });
});

describe("the reading of a snapshot", () => {
  const snapshot = "snap-0a1b2c3d";
  test.each([100, 300])("has %i", (initializationMiBps) => {
    expect(problems({ snapshot, initializationMiBps })).toEqual([]);
  });
  test.each([99, 301])("has not %i", (initializationMiBps) => {
    expect(problems({ snapshot, initializationMiBps })).toEqual([
      `ebs.initializationMiBps must be a whole number of MiB per second from 100 to 300, got ${initializationMiBps}`,
    ]);
  });
  test("needs one", () => {
    expect(problems({ initializationMiBps: 200 })).toEqual([
      "ebs.initializationMiBps must not be set without a snapshot, got 200; there is nothing to read",
    ]);
  });
});
