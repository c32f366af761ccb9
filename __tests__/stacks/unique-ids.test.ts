import { createApp } from "../../main";
import type { EnvironmentInput } from "../../environments/input";
import { withUniqueIds } from "../../stacks/unique-ids";
import { all, problemsOf, resolved, stacksOf } from "../support/language";
import { root } from "../support/synth-environment";

const uri = "registry.example.com/web:1";
const credentials = (create: string) => ({ image: { uri, credentials: { create } }, port: 3000 });
const published = { image: "apps/backend", port: 3000, repository: { public: { description: "x" } } };

it.each<[string, Partial<EnvironmentInput>]>([
  ["registry-credentials-a-secret", { services: { one: credentials("a"), two: credentials("a-secret") } }],
  ["web-public-repository", { services: { web: published, "web-public": published } }],
])("refuses names that lead to the construct id %s twice", (id, change) => {
  const environment = resolved(change);
  expect(() => createApp([environment], { root, outdir: "unused" })).toThrow(
    `environment "dev" is not valid:\n  - names must lead to different construct ids, got "${id}" twice in `,
  );
});

it("passes other errors on", () => {
  const other = new Error("other");
  const build = () => {
    throw other;
  };
  expect(() => withUniqueIds({ name: "dev" }, build)).toThrow(other);
});

it("opens a range that is named twice once", () => {
  const allowedCidrs = ["10.0.0.0/16", "10.0.0.0/16"];
  const { services } = stacksOf(resolved({}, { publicIp: { allowedCidrs } }));
  expect(all(services, "aws_vpc_security_group_ingress_rule")).toHaveLength(1);
});

it("refuses a service called constructor", () => {
  expect(problemsOf({ services: { constructor: { image: { uri }, port: 3000 } } })).toEqual([
    'services.constructor as a name must be another word than constructor, which JavaScript has for every object, got "constructor"',
  ]);
});

it("takes a database, a file system, an instance group and a variable called constructor", () => {
  const environment = resolved(
    {
      databases: { constructor: { engine: "postgres" as const } },
      fileSystems: { constructor: {} },
      cluster: { instances: { constructor: { types: ["m7i.large"], min: 1, max: 2 } } },
    },
    {
      uses: { constructor: { access: "readwrite" } },
      environment: { constructor: "1", toString: "2", hasOwnProperty: "3" },
      volumes: { constructor: { mount: "/data", fileSystem: "constructor" } },
    } as never,
  );
  const { foundation, services } = stacksOf(environment);
  expect(all(foundation, "aws_db_instance")[0]?.identifier).toBe("slipway-dev-constructor");
  const [task] = all(services, "aws_ecs_task_definition");
  expect(task?.container_definitions).toContain('"name":"toString","value":"2"');
});
