import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { ConfigurationError } from "../../environments/errors";
import { createApp, type EnvironmentStacks } from "../../main";
import { resolved } from "../support/language";
import { Outdir, root } from "../support/synth-environment";
import type { ServiceInput } from "../../environments/input";

const secret = { DB_PASSWORD: "hunter2" };

/** The problems of a synthesis, with the addresses' hashes left out. */
function problems(service: Partial<ServiceInput>, change?: (stacks: EnvironmentStacks) => void) {
  const outdir = new Outdir();
  try {
    const { app, stacks } = createApp([resolved({}, service)], { root, outdir: outdir.path });
    for (const own of stacks.values()) change?.(own);
    app.synth();
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.problems.map((each) => each.replaceAll(/(aws_\w+\.)[\w-]+/g, "$1X"));
    }
    throw error;
  } finally {
    outdir.remove();
  }
  return [];
}

const MUST = "must not hold a secret, got a literal value, and a name of a secret; name it in `secrets`";
const PLACE = "(no-plain-secret on dev-services: aws_ecs_task_definition.X)";

describe("a secret in a variable is reported with the path of its property", () => {
  it("of the service", () => {
    expect(problems({ environment: secret })).toEqual([
      `services.web.environment.DB_PASSWORD ${MUST} ${PLACE}`,
    ]);
  });

  it("of a container beside it", () => {
    const containers = { proxy: { image: { uri: "registry.example.com/proxy:1" }, environment: secret } };
    expect(problems({ containers })).toEqual([
      `services.web.containers.proxy.environment.DB_PASSWORD ${MUST} ${PLACE}`,
    ]);
  });

  it("of the service, for each task definition that has it", () => {
    const migrate = { command: ["migrate"] };
    expect(problems({ environment: secret, migrate })).toEqual([
      `services.web.environment.DB_PASSWORD ${MUST} ${PLACE}`,
      `services.web.environment.DB_PASSWORD ${MUST} ${PLACE}`,
    ]);
  });

  it("unless no property declares it", () => {
    const override = ({ services }: EnvironmentStacks) => {
      const definition = services.node
        .findAll()
        .find((each) => "family" in each && "containerDefinitions" in each) as EcsTaskDefinition;
      definition.addOverride(
        "container_definitions",
        JSON.stringify([{ name: "web", environment: [{ name: "DB_PASSWORD", value: "hunter2" }] }]),
      );
    };
    expect(problems({}, override)).toEqual([
      expect.stringMatching(
        /^dev-services: aws_ecs_task_definition\.X.* container "web" environment variable DB_PASSWORD must not /,
      ),
    ]);
  });
});
