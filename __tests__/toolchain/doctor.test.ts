import { canRun, inspectEngine, type Finding } from "../../toolchain/doctor";
import { machineProbes, type EngineMachine } from "../../toolchain/docker-machine";

function machine(differences: Partial<EngineMachine> = {}): EngineMachine {
  return {
    ...machineProbes,
    platform: "linux",
    dockerHost: undefined,
    program: () => undefined,
    isRoot: () => true,
    isDebianLike: () => true,
    hasSystemd: () => false,
    socketDenied: () => false,
    ...differences,
  };
}

const engine = (finding: Omit<Finding, "subject">): Finding => ({ subject: "docker engine", ...finding });

test("an engine that answers", () => {
  expect(inspectEngine({ version: "20.10.24", host: "unix:///x" }, false, machine())).toEqual(
    engine({ status: "ok", found: "20.10.24 at unix:///x" }),
  );
});

test("an engine that will be installed, or only started", () => {
  expect(inspectEngine(undefined, true, machine())).toEqual(
    engine({ status: "will-provide", found: "none", todo: "docker.io will be installed and started" }),
  );
  expect(inspectEngine(undefined, true, machine({ program: () => "/usr/sbin/dockerd" }))).toEqual(
    engine({ status: "will-provide", found: "not running", todo: "it will be started" }),
  );
});

test("an engine that nobody may provide", () => {
  expect(inspectEngine(undefined, false, machine())).toEqual(
    engine({
      status: "missing",
      found: "a Docker engine must answer, got none and --no-install",
      todo: "install it with: sudo apt-get install docker.io",
    }),
  );
});

test.each([
  [["ok", "will-provide"], true],
  [["ok", "missing", "ok"], false],
] as const)("%j: the main job can run: %s", (statuses, can) => {
  expect(canRun(statuses.map((status) => ({ subject: "x", status, found: "" })))).toBe(can);
});
