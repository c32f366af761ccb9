import { resolve } from "../../../environments/resolve";
import type { Environment } from "../../../environments/model";
import { refusesTypes, type Refuses } from "../../support/offered";
import { root } from "../../support/synth-environment";

/** What the other tests of the whole platform leave out: three zones, a NAT gateway in each, endpoints, flow logs, a domain. */
export const localstackEnvironment = (endpoint: string): Environment =>
  resolve(
    {
      name: "localstack",
      account: "000000000000",
      region: "eu-west-1",
      emulator: { endpoint },
      network: {
        cidr: "10.40.0.0/16",
        zones: 3,
        nat: "per-zone",
        endpoints: true,
        flowLogs: { retentionDays: 14 },
      },
      domain: { name: "shop.example.com", zone: "example.com" },
      services: {
        web: {
          image: { uri: "public.ecr.aws/nginx/nginx:1.29.4" },
          port: 80,
          route: { path: "/*" },
          secrets: { STRIPE_KEY: { secret: "shop/stripe", key: "api" }, TOKEN: { parameter: "/shop/token" } },
        },
      },
    },
    root,
  );

/**
 * Types of the APIs that LocalStack's free edition refuses (`ecs`, `elbv2`), as a resource's own type or inside a
 * reference to one; and what it forgets: the description of a rule that names another security group.
 */
const refused = refusesTypes(/\baws_(ecs|lb)(_|\b)/);
export const localstackRefuses: Refuses = (address, block) =>
  refused(address, block) || block.referenced_security_group_id !== undefined;
