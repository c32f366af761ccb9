import type { InstanceGroupInput } from "../../../environments/topics/instances";
import type { ServiceInput } from "../../../environments/input";
import { KEY } from "./names";

export const groups: Readonly<Record<string, InstanceGroupInput>> = {
  general: {
    types: ["m7i.large"],
    min: 1,
    max: 8,
    diskGiB: 60,
    targetCapacityPercent: 90,
    warmupSeconds: 120,
  },
  spot: {
    types: ["m7g.large", "m6g.large"],
    max: 10,
    spot: { onDemandBase: 1, onDemandPercent: 20 },
    ami: "2023.0.20251108",
    sessionManager: true,
  },
};

/** Services on EC2 instances: each network mode, each placement, a daemon. */
export const onInstances: Readonly<Record<string, ServiceInput>> = {
  packed: {
    image: { uri: "registry.example.com/shop/packed:1" },
    port: 3000,
    user: "1000",
    runsOn: { instances: "general", placement: "binpack" },
    networkMode: "bridge",
    hostPort: 0,
    size: {},
    containerMemory: { softMiB: 256, hardMiB: 512 },
    linux: {
      capabilities: { add: ["NET_BIND_SERVICE"] },
      sharedMemoryMiB: 128,
      swap: { maxMiB: 256, swappiness: 10 },
    },
    ulimits: { nofile: 4096, core: -1 },
    route: { path: "/packed/*" },
    volumes: {
      folder: { mount: "/folder", host: "/var/folder", readOnly: true },
      kept: {
        mount: "/kept",
        docker: {
          driver: "local",
          scope: "shared",
          autoprovision: true,
          labels: { team: "shop" },
          driverOptions: { type: "none" },
        },
      },
    },
  },
  alone: {
    image: { uri: "registry.example.com/shop/alone:1" },
    port: 3000,
    user: "1000",
    runsOn: { instances: "general", placement: "one-per-instance" },
    count: 2,
    logRouter: {
      to: {
        openSearch: {
          host: "search-logs.eu-west-1.es.amazonaws.com",
          arn: "arn:aws:es:eu-west-1:111122223333:domain/logs",
          securityGroup: "sg-0a1b2c3d",
        },
      },
    },
  },
  chosen: {
    image: { uri: "registry.example.com/shop/chosen:1" },
    user: "1000",
    runsOn: {
      instances: "spot",
      placement: {
        strategies: [{ type: "binpack", field: "cpu" }, { type: "random" }],
        constraints: [{ type: "memberOf", expression: "attribute:ecs.instance-type == m7g.large" }],
      },
    },
    networkMode: "none",
    size: { memoryMiB: 256 },
  },
  watcher: {
    image: { uri: "registry.example.com/shop/watcher:1" },
    user: "root",
    runsOn: { instances: "spot", daemon: true },
    networkMode: "host",
    size: { memoryMiB: 128 },
    logRouter: {
      to: {
        http: {
          url: "https://logs.example.com/in",
          login: { user: "shop", password: { secret: "shop/logs" } },
        },
      },
    },
  },
  spread: {
    image: { uri: "registry.example.com/shop/spread:1" },
    user: "1000",
    runsOn: { instances: "spot" },
    uses: { ledger: { access: "readonly", prefix: "LEDGER_", iamUser: "reader" } },
    logRouter: {
      to: {
        splunk: { host: "splunk.example.com", token: { secret: "shop/splunk", kmsKey: KEY }, port: 443 },
      },
    },
  },
};
