import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { MAX_WIDGETS } from "../../environments/rules/dashboard";
import { refuse, shown } from "../../environments/errors";
import { physicalName } from "../physical-name";
import { dashboardBody, type DashboardProps } from "./dashboard-body";

const WIDGETS_OF_A_SERVICE = 6;
const WIDGETS_OF_THE_REST = 5;

/** One CloudWatch dashboard of an environment: a row for the balancer, for each service, and for the instances. */
export class Dashboard extends Construct {
  public readonly dashboard: CloudwatchDashboard;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const name = physicalName("aws_cloudwatch_dashboard", props.name);
    const most = Math.floor((MAX_WIDGETS - WIDGETS_OF_THE_REST) / WIDGETS_OF_A_SERVICE);
    refuse(
      `dashboard ${shown(name)}`,
      props.services.length > most
        ? [
            `services must be at most ${most}, got ${props.services.length}; a dashboard has ${MAX_WIDGETS} widgets`,
          ]
        : [],
    );

    this.dashboard = new CloudwatchDashboard(this, "dashboard", {
      dashboardName: name,
      dashboardBody: dashboardBody(props),
    });
  }
}
