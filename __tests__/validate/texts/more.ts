import type { EnvironmentInput } from "../../../environments/input";
import { ACCOUNT, REGION } from "../../coverage/everything/names";

/** Sets the texts that exclude those of the other environments with every feature. */
const more: EnvironmentInput = {
  name: "more",
  project: "texts",
  account: ACCOUNT,
  region: REGION,
  network: {
    vpc: "vpc-0a1b2c3d",
    publicSubnets: ["subnet-0a", "subnet-0b"],
    privateSubnets: ["subnet-0c", "subnet-0d"],
  },
  fileSystems: { files: { subnets: ["subnet-0c", "subnet-0d"] } },
  registry: {
    scanning: { type: "basic", rules: [{ frequency: "on-push", repositories: ["texts-*"] }] },
    replication: [{ region: "eu-central-1", prefixes: ["texts-more-"] }],
  },
  services: {
    web: {
      image: "apps/frontend",
      repository: { public: { description: "Texts", logo: "apps/frontend/public/favicon.svg" } },
      sidecars: [{ kind: "adot", config: "receivers: {}" }],
      logRouter: {
        image: "registry.example.com/texts/fluent-bit:1",
        configFile: "/fluent-bit/more.conf",
        to: { cloudWatch: { logGroup: "/texts/more", streamPrefix: "web/" } },
      },
      volumes: { disk: { mount: "/disk", ebs: { snapshot: "snap-0a1b2c3d" } } },
    },
    api: {
      image: { uri: "registry.example.com/texts/api:1" },
      sidecars: [{ kind: "adot", config: { parameter: "/texts/collector" } }],
      logRouter: {
        to: {
          openSearch: {
            host: "search-logs.eu-west-1.es.amazonaws.com",
            arn: "arn:aws:es:eu-west-1:111122223333:domain/logs",
            index: "texts",
          },
        },
      },
    },
    job: {
      image: { uri: "registry.example.com/texts/job:1" },
      logRouter: {
        to: {
          datadog: {
            apiKey: { parameter: "/texts/datadog" },
            site: "datadoghq.eu",
            service: "job",
            tags: { team: "texts" },
          },
        },
      },
    },
  },
};

/** Of an emulator, the address. */
const emulated: EnvironmentInput = {
  name: "emulated",
  account: ACCOUNT,
  region: REGION,
  emulator: { endpoint: "http://localhost:4566" },
  services: { web: { image: { uri: "registry.example.com/texts/web:1" } } },
};

export const moreInputs: Readonly<Record<string, EnvironmentInput>> = { more, emulated };
