import { FARGATE_SIZES, fargateSizeProblems } from "../../../environments/rules/fargate-size";

describe("memory, on both edges and one step beyond", () => {
  test.each([
    [256, [512, 1024, 2048], [0, 256, 511, 513, 1536, 3072, 8192]],
    [512, [1024, 2048, 3072, 4096], [512, 1536, 5120]],
    [1024, [2048, 3072, 4096, 5120, 6144, 7168, 8192], [1024, 2560, 9216]],
    [2048, [4096, 10240, 16384], [3072, 4608, 17408]],
    [4096, [8192, 20480, 30720], [7168, 8704, 31744]],
    [8192, [16384, 20480, 61440], [12288, 17408, 65536]],
    [16384, [32768, 40960, 122880], [24576, 33792, 131072]],
  ])("%i CPU units", (cpu, good, bad) => {
    for (const memory of good) expect(fargateSizeProblems("size", cpu, memory)).toEqual([]);
    for (const memory of bad) expect(fargateSizeProblems("size", cpu, memory)).toHaveLength(1);
  });
});

test("the table holds the 74 sizes of the AWS documentation", () => {
  expect(FARGATE_SIZES.map(({ cpu, memoryMiB }) => [cpu, memoryMiB.length])).toEqual([
    [256, 3],
    [512, 4],
    [1024, 7],
    [2048, 13],
    [4096, 23],
    [8192, 12],
    [16384, 12],
  ]);
});

test.each([
  [
    300,
    512,
    "services.web.size.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384 CPU units, got 300",
  ],
  [256, 8192, "services.web.size.memoryMiB must be one of 512, 1024, 2048 for 256 CPU units, got 8192"],
  [512, 512, "services.web.size.memoryMiB must be one of 1024, 2048, 3072, 4096 for 512 CPU units, got 512"],
  [
    2048,
    1024,
    "services.web.size.memoryMiB must be from 4096 to 16384 in steps of 1024 for 2048 CPU units, got 1024",
  ],
  [
    16384,
    1,
    "services.web.size.memoryMiB must be from 32768 to 122880 in steps of 8192 for 16384 CPU units, got 1",
  ],
  [
    512,
    2,
    "services.web.size.memoryMiB must be one of 1024, 2048, 3072, 4096 for 512 CPU units, got 2; 2 GiB is 2048 MiB",
  ],
  [
    2,
    512,
    "services.web.size.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384 CPU units, got 2; 2 vCPU is 2048 CPU units",
  ],
])("cpu %p with memory %p is told in one sentence", (cpu, memoryMiB, message) => {
  expect(fargateSizeProblems("services.web.size", cpu, memoryMiB)).toEqual([message]);
});
