import { extend } from "../../../environments/define";
import cruddur from "../../../environments/examples/cruddur";
import { REGISTRY } from "./stand-in";
import { exampleSuite } from "./suite";

const X_RAY = "x-ray:1.0.0";

exampleSuite({
  // The daemon's own image is in a registry that not every machine reaches.
  input: extend(cruddur, {
    services: { backend: { sidecars: [{ kind: "x-ray", image: `${REGISTRY}/${X_RAY}` }] } },
  }),
  standIns: [X_RAY],
  before: (_project, account) =>
    account.createParameter("/cruddur/backend/rollbar-access-token", "made-up-token"),
  paths: ["/api/info", "/"],
  also: async (_project, account) => {
    const found = await account.services("slipway-cruddur", [
      "slipway-cruddur-backend",
      "slipway-cruddur-frontend",
    ]);
    expect(Object.values(found).map(({ runningCount }) => runningCount)).toEqual([1, 1]);
    const task = await account.taskDefinition(found["slipway-cruddur-backend"]?.taskDefinition);
    const [own, daemon, ...others] = task?.containerDefinitions ?? [];
    expect(others).toEqual([]);
    expect(own?.environment).toContainEqual(expect.objectContaining({ name: "AWS_XRAY_DAEMON_ADDRESS" }));
    expect(daemon).toMatchObject({ image: `${REGISTRY}/${X_RAY}`, essential: false });
    expect(await account.taskContainers("slipway-cruddur", "slipway-cruddur-backend")).toEqual([
      ["backend", "RUNNING"],
      [daemon?.name, "RUNNING"],
    ]);
    const rights = await account.rolePolicy("slipway-cruddur-backend-task", "application");
    expect(JSON.stringify(rights)).toContain("xray:PutTraceSegments");
  },
});
