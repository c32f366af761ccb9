import { join, resolve as absolute } from "node:path";
import { resolve } from "../../environments/resolve";
import { createApp } from "../../main";

/** A load balancer has 100 target groups; services beyond that are workers, as in `aws-cdk.js`. */
const ROUTES = 100;

/** One environment with N services behind one balancer, as a user would declare it. */
const [count, outdir] = [Number(process.argv[2]), absolute(process.argv[3] ?? "")];
const root = join(__dirname, "../..");
const services = Object.fromEntries(
  Array.from({ length: count }, (_, index) => [
    `service-${index + 1}`,
    {
      image: "bench/context",
      port: 3000,
      ...(index < ROUTES && { route: { path: `/service-${index + 1}/*`, priority: index + 1 } }),
    },
  ]),
);
const environment = resolve({ name: "bench", account: "111122223333", region: "eu-west-1", services }, root);
createApp([environment], { root, outdir }).app.synth();
