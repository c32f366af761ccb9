import ec2Scaled from "../../../environments/examples/ec2-scaled";
import { exampleSuite } from "./suite";

exampleSuite({
  input: ec2Scaled,
  paths: ["/api/info"],
  also: async (_project, account) => {
    const { "slipway-ec2-scaled-web": service } = await account.services("slipway-ec2-scaled", [
      "slipway-ec2-scaled-web",
    ]);
    expect(service).toMatchObject({
      runningCount: 1,
      placementConstraints: [{ type: "distinctInstance" }],
    });
    const cluster = await account.cluster("slipway-ec2-scaled");
    expect(cluster?.capacityProviders).toEqual(expect.arrayContaining(["FARGATE", "FARGATE_SPOT"]));
    expect(cluster?.capacityProviders).toHaveLength(3);
  },
});
