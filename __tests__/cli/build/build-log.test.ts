import { findFailedStep } from "../../../cli/build/build-log";

/** As the docker provider 4.6 writes it, with BuildKit of Docker 20.10. */
const HEAD = `#0 building with "default" instance using docker driver

#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 180B done
#1 DONE 0.0s
`;
const FAILED_RUN = `${HEAD}
#5 [base 2/2] RUN echo fine
#5 0.422 fine
#5 DONE 0.6s

#6 [production 1/1] RUN npm run build
#6 0.341 hello
#6 ...

#7 [other 1/1] RUN sleep 60
#7 0.111 waiting

#6 [production 1/1] RUN npm run build
#6 0.341 \u001b[31mcompile error in line 7\u001b[0m
#6 0.342 10 %\r20 %\r30 %
#6 ERROR: executor failed running [/bin/sh -c npm run build]: exit code: 4

#7 [other 1/1] RUN sleep 60
#7 CANCELED
------
 > [production 1/1] RUN npm run build:
0.341 hello
------
`;
const EXIT_4 = "executor failed running [/bin/sh -c npm run build]: exit code: 4";

it("finds the step that failed and what it printed, without other steps, times and colors", () => {
  expect(findFailedStep(FAILED_RUN, `failed to solve: ${EXIT_4}`)).toEqual({
    name: "[production 1/1] RUN npm run build",
    output: ["hello", "compile error in line 7", "30 %"],
    error: EXIT_4,
  });
});

it("finds a base image that is missing", () => {
  const log = `${HEAD}
#3 [internal] load metadata for nope.invalid/x:1
#3 ERROR: failed to do request: no such host
------
 > [internal] load metadata for nope.invalid/x:1:
------
`;
  expect(findFailedStep(log, "failed to do request: no such host")).toEqual({
    name: "[internal] load metadata for nope.invalid/x:1",
    output: [],
    error: "failed to do request: no such host",
  });
});

it("reads the last build of a log that holds several", () => {
  const log = `${FAILED_RUN}${HEAD}\n#2 [1/1] COPY missing.txt /\n#2 ERROR: "/missing.txt" not found: not found\n`;
  expect(findFailedStep(log)).toMatchObject({ name: "[1/1] COPY missing.txt /", output: [] });
});

it("prefers the step that the provider names over one that did not end the build", () => {
  const log = `${HEAD}
#2 [a 1/1] RUN false
#2 ERROR: exit code: 1

#3 importing cache manifest from x
#3 ERROR: not found
`;
  expect(findFailedStep(log, "failed to solve: exit code: 1")?.name).toBe("[a 1/1] RUN false");
  expect(findFailedStep(log)?.name).toBe("importing cache manifest from x");
});

it.each([
  ["", "an empty log"],
  [HEAD, "a Dockerfile that could not be parsed"],
])("finds no step in %j: %s", (log) => {
  expect(findFailedStep(log, "dockerfile parse error")).toBeUndefined();
});
