import { imagesOf } from "../../../../cli/deploy/image-names";
import { deployedImages, deployedServices } from "../../../../cli/deploy/terraform/services-state";
import { resolve } from "../../../../environments/resolve";
import { root } from "../../../support/synth-environment";

const environment = resolve(
  {
    name: "dev",
    account: "111122223333",
    region: "eu-west-1",
    services: {
      web: { image: "apps/backend", containers: { proxy: { image: "apps/frontend" } } },
      "web-admin": { image: "apps/backend" },
    },
  },
  root,
);
const definition = (family: string, ...containers: (readonly [name: string, image: string])[]) => ({
  type: "aws_ecs_task_definition",
  values: {
    family,
    container_definitions: JSON.stringify(containers.map(([name, image]) => ({ name, image }))),
  },
});
const STATE = {
  values: {
    root_module: {
      resources: [
        { type: "aws_lb_target_group", values: { name: "slipway-dev-web" } },
        {
          type: "aws_ecs_service",
          values: {
            name: "slipway-dev-web",
            cluster: "arn:aws:ecs:eu-west-1:111122223333:cluster/slipway-dev",
            task_definition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/slipway-dev-web:7",
          },
        },
        definition("slipway-dev-web-migrate", ["web", "r/web:src-0"]),
        definition("slipway-dev-web", ["proxy", "r/web/proxy:src-2"], ["web", "r/web:src-1"]),
      ],
    },
  },
};

test("services that the state knows, with the task definition that was asked for", () => {
  expect(deployedServices(environment, STATE)).toEqual([
    {
      name: "web",
      cluster: "slipway-dev",
      service: "slipway-dev-web",
      taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/slipway-dev-web:7",
    },
  ]);
});

test("images of their containers, also of those beside the service's own", () => {
  expect([...deployedImages(environment, imagesOf(environment.services), STATE)]).toEqual([
    ["web", "r/web:src-1"],
    ["web/proxy", "r/web/proxy:src-2"],
  ]);
});

test("an empty state has neither", () => {
  expect(deployedServices(environment, {})).toEqual([]);
  expect(deployedImages(environment, imagesOf(environment.services), {}).size).toBe(0);
});
