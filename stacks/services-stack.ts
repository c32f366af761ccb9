import { type App, Lazy, TerraformStack } from "cdktf";
import { relative } from "node:path";
import type { Dashboard } from "../constructs/observability/dashboard";
import { startOrder } from "../environments/rules/talks-to";
import type { FoundationStack } from "./foundation-stack";
import type { ImagesStack } from "./images-stack";
import type { Machine } from "./machine";
import { stackName } from "./names";
import type { Peers } from "./parts/context";
import { dashboardOf } from "./environment-dashboard";
import { RunningImages } from "./running-images";
import { ServiceUnit } from "./service-unit";
import { configureAws, configureState, emulatorOf } from "./target";
import { terraformText, type TerraformEnvironment } from "./terraform-text";

/** What a release changes: task definitions, services, their roles, logs and routes. Planned without Docker. */
export class ServicesStack extends TerraformStack {
  readonly units = new Map<string, ServiceUnit>();
  readonly running: RunningImages;
  /** Absent without `observability.dashboard`. */
  readonly dashboard?: Dashboard;

  constructor(
    app: App,
    environment: TerraformEnvironment,
    machine: Machine,
    earlier: { readonly images: ImagesStack; readonly foundation: FoundationStack },
  ) {
    const id = stackName(environment, "services");
    super(app, id);
    configureState(this, environment, machine, "services");
    configureAws(this, environment, machine);
    // Image references are computed, not read from the images' state; only the order remains to be said.
    this.addDependency(earlier.images);
    const peers: Peers = {
      securityGroupId: (name) =>
        Lazy.stringValue({ produce: () => this.units.get(name)?.service.securityGroupId }),
      madeBefore: (name) => this.units.get(name)?.service.service,
    };
    const endpoint = emulatorOf(environment, machine);
    const program = relative(`${machine.outdir}/stacks/${id}`, `${machine.root}/cli/run-task.js`);
    const runner = {
      program: terraformText(program.replaceAll("\\", "/")),
      ...(endpoint !== undefined && { endpoint }),
    };
    this.running = new RunningImages(this, environment, machine.images ?? {}, earlier.images.references);
    for (const service of startOrder(environment.services)) {
      const unit = new ServiceUnit(this, `service-${service.name}`, {
        environment,
        service,
        image: this.running.of(service),
        imageOf: (side) => this.running.of(service, side),
        foundation: earlier.foundation,
        peers,
        runner,
      });
      this.units.set(service.name, unit);
    }
    this.dashboard = dashboardOf(this, environment, earlier.foundation, this.units);
  }
}
