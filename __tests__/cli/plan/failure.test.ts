import { placesOf } from "../../../cli/deploy/terraform/places";
import { Interruption } from "../../../cli/deploy/interrupts";
import { TerraformFailure } from "../../../cli/deploy/terraform/terraform";
import { planFailure } from "../../../cli/plan/failure";
import { InterruptedError } from "../../../toolchain/run";
import { root } from "../../support/synth-environment";

const environment = { name: "dev" };

test("Terraform's own words, and where the rest is", () => {
  const { services } = placesOf("dev", root, "plan").stacks;
  const error = planFailure(
    environment,
    new TerraformFailure("plan", services, ["Error: no\n\nway"], undefined),
  );
  expect((error as Error).message).toBe(
    "Planning dev failed: terraform plan of dev-services\n\n  Error: no\n\n  way\n\nComplete output of Terraform: .slipway/dev/plan/dev-services.log",
  );
});

test("an interrupt keeps its signal, another error stays what it is", () => {
  const stopped = planFailure(environment, new Interruption("SIGTERM"));
  expect(stopped).toBeInstanceOf(InterruptedError);
  expect(stopped).toMatchObject({ signal: "SIGTERM" });
  const other = new Error("x");
  expect(planFailure(environment, other)).toBe(other);
});
