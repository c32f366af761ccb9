import { extend } from "../../../environments/define";
import privateRegistry from "../../../environments/examples/private-registry";
import { REGISTRY } from "./stand-in";
import { exampleSuite } from "./suite";

const ROUTER = "fluent-bit:1.0.0";

exampleSuite({
  input: extend(privateRegistry, {
    services: { web: { logRouter: { image: `${REGISTRY}/${ROUTER}` } } },
  }),
  standIns: ["shop/web:1.4.2", ROUTER],
  before: (_project, account) =>
    account.createSecret("shop/registry", JSON.stringify({ username: "shop", password: "made-up" })),
  paths: ["/"],
  also: async (_project, account) => {
    const { "slipway-private-registry-web": service } = await account.services("slipway-private-registry", [
      "slipway-private-registry-web",
    ]);
    const task = await account.taskDefinition(service?.taskDefinition);
    const web = task?.containerDefinitions?.find(({ name }) => name === "web");
    expect(web).toMatchObject({
      memory: 768,
      memoryReservation: 256,
      workingDirectory: "/app",
      user: "10001:10001",
      ulimits: [{ name: "nofile", softLimit: 16384, hardLimit: 65536 }],
      logConfiguration: { logDriver: "awsfirelens" },
      repositoryCredentials: { credentialsParameter: "shop/registry" },
    });
    expect(task?.volumes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          efsVolumeConfiguration: expect.objectContaining({ transitEncryption: "ENABLED" }),
        }),
      ]),
    );
  },
});
