import { dashboardBody, type DashboardProps } from "../../../constructs/observability/dashboard-body";
import { Dashboard } from "../../../constructs/observability/dashboard";
import { synth } from "../../support/synth";

const names = { clusterName: "slipway-dev", serviceName: "slipway-dev-web" };
const route = { loadBalancerFullName: "app/slipway-dev/1", targetGroupFullName: "targetgroup/web/1" };
const props: DashboardProps = {
  name: "slipway-dev",
  region: "eu-west-1",
  services: [{ title: "web", names: { ...names, route } }],
  insights: true,
};
interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: Record<string, unknown>;
}
const widgets = (change: Partial<DashboardProps> = {}) =>
  (JSON.parse(dashboardBody({ ...props, ...change })) as { widgets: Widget[] }).widgets;
const titles = (change: Partial<DashboardProps> = {}) =>
  widgets(change).map(({ properties }) => properties.title ?? properties.markdown);

test("a heading and a row of graphs for each service", () => {
  expect(titles()).toEqual([
    "## web",
    "Requests and errors a minute",
    "Seconds until the answer",
    "Tasks",
    "CPU and memory",
  ]);
});

test("nothing lies over anything else, and nothing is wider than the page", () => {
  const all = widgets({
    loadBalancerFullName: route.loadBalancerFullName,
    services: [
      { title: "web", names: { ...names, route }, alarmArns: ["arn:aws:cloudwatch:eu-west-1:1:alarm:a"] },
      { title: "worker", names },
    ],
    instances: { clusterName: "slipway-dev", capacityProviders: ["slipway-dev-general"] },
  });
  const cells = all.flatMap(({ x, y, width, height }) =>
    Array.from(
      { length: width * height },
      (_, index) => `${x + (index % width)},${y + Math.floor(index / width)}`,
    ),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...all.map(({ x, width }) => x + width))).toBe(24);
});

test("only what is there is drawn", () => {
  const worker = [{ title: "worker", names }];
  expect(titles({ services: worker })).toEqual(["## worker", "Tasks", "CPU and memory"]);
  expect(titles({ services: worker, insights: false })).toEqual(["## worker", "CPU and memory"]);
});

test("the limits of alarms are lines in the graphs, latency in seconds", () => {
  const [, , latency] = widgets({
    services: [{ title: "web", names: { ...names, route }, limits: { latencyP95Ms: 500 } }],
  });
  expect(latency?.properties.annotations).toEqual({ horizontal: [{ label: "alarm", value: 0.5 }] });
});

test("the dashboard has the environment's name", () => {
  const dashboard = synth((stack) => new Dashboard(stack, "dashboard", props)).only(
    "aws_cloudwatch_dashboard",
  );
  expect(dashboard.dashboard_name).toBe("slipway-dev");
});

test("more services than a dashboard has room for are refused", () => {
  const services = Array.from({ length: 200 }, (_, index) => ({
    title: `web-${index}`,
    names: { ...names, route },
  }));
  expect(() => synth((stack) => new Dashboard(stack, "dashboard", { ...props, services }))).toThrow(
    /services must .* at most \d+.*, got 200; a dashboard has 500 widgets/,
  );
});
