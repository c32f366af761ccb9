import fc from "fast-check";
import type { EnvironmentInput, ServiceInput } from "../../environments/input";
import cruddur from "../../environments/examples/cruddur";
import ec2Scaled from "../../environments/examples/ec2-scaled";
import nodeApi from "../../environments/examples/node-api";
import nodeRds from "../../environments/examples/node-rds";
import privateRegistry from "../../environments/examples/private-registry";
import dev from "../../environments/dev";
import local from "../../environments/local";
import production from "../../environments/production";
import staging from "../../environments/staging";
import { inputs } from "../coverage/everything";
import { mutations } from "./mutations";

/** Environments that are right, whose parts are put together anew. */
const small: readonly EnvironmentInput[] = [
  ...[local, dev, staging, production],
  ...[cruddur, ec2Scaled, nodeApi, nodeRds, privateRegistry],
];
const donors: readonly EnvironmentInput[] = [...small, ...Object.values(inputs)];
const services: readonly ServiceInput[] = donors.flatMap((donor) => Object.values(donor.services));

/** Environments that others can be promoted from. */
export const origins: Readonly<Record<string, EnvironmentInput>> = { ...inputs, dev, staging, production };

const valuesOf = (objects: readonly object[], property: string): unknown[] =>
  objects.flatMap((each) => (property in each ? [(each as Record<string, unknown>)[property]] : []));
const propertiesOf = (objects: readonly object[], without: readonly string[]): string[] =>
  [...new Set(objects.flatMap((each) => Object.keys(each)))].filter((each) => !without.includes(each)).sort();

/** Some of the properties that objects have, each with the value of one of them. */
const partsOf = (objects: readonly object[], without: readonly string[], maxLength: number) =>
  fc
    .uniqueArray(fc.constantFrom(...propertiesOf(objects, without)), { maxLength })
    .chain((properties) =>
      fc.record(
        Object.fromEntries(
          properties.map((property) => [property, fc.constantFrom(...valuesOf(objects, property))]),
        ),
      ),
    );

const NAME = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("web", "api", "worker", "admin", "cron-jobs", "a", "web-admin") },
  { weight: 1, arbitrary: fc.constantFrom("constructor", "customer-portal-back", "valueof", "a1", "x-2-y") },
);

const service: fc.Arbitrary<object> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...services) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom<ServiceInput["image"]>("apps/backend", { uri: "registry.example.com/web:1.4.2" }),
        fc.constantFrom(3000, 8080),
        partsOf(services, ["image", "port"], 5),
      )
      .map(([image, port, parts]) => ({ image, port, ...parts })),
  },
);

const wellFormed: fc.Arbitrary<object> = fc
  .tuple(
    fc.record({
      name: fc.constantFrom("dev", "production", "eu-blue", "qa"),
      project: fc.constantFrom("shop", "customer-portal", "a"),
      account: fc.constantFrom("111122223333", "000000000000"),
      region: fc.constantFrom("eu-west-1", "us-east-1", "cn-north-1", "us-gov-west-1", "eu-central-1"),
    }),
    partsOf(donors, ["name", "project", "account", "region", "services", "policy"], 3),
    fc.dictionary(NAME, service, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  )
  .map(([place, parts, own]) => ({ ...place, ...parts, services: own }));

/**
 * Environments as files without types may export them: put together from the parts of right ones, half of them with up to
 * three mistakes.
 */
export const environments: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...small) }, { weight: 5, arbitrary: wellFormed }),
    mutations,
  )
  .map(([input, mutate]) => mutate(input));
