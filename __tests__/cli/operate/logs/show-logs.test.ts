import { createColors } from "picocolors";
import { LogText } from "../../../../cli/operate/logs/text";
import { elsewhere, sourcesOf } from "../../../../cli/operate/logs/sources";
import { resolve } from "../../../../environments/resolve";
import { NO_COLORS } from "../../../../toolchain/colors";
import { root } from "../../../support/synth-environment";

const environment = resolve(
  {
    name: "dev",
    project: "shop",
    account: "111122223333",
    region: "eu-west-1",
    services: {
      archive: {
        image: "apps/backend",
        logRouter: { to: { s3: { bucket: "shop-lines", prefix: "dev" } } },
      },
      web: { image: "apps/backend" },
      routed: { image: "apps/backend", logRouter: { to: { cloudWatch: { logGroup: "/shop/lines" } } } },
      sent: { image: "apps/backend", logRouter: { to: { firehose: { stream: "shop-lines" } } } },
    },
  },
  root,
);

test("each service has its group, and that of its log router where there is one", () => {
  expect(sourcesOf(environment, environment.services)).toEqual([
    { service: "archive", group: "/ecs/shop-dev/archive" },
    { service: "routed", group: "/ecs/shop-dev/routed" },
    { service: "routed", group: "/shop/lines" },
    { service: "sent", group: "/ecs/shop-dev/sent" },
    { service: "web", group: "/ecs/shop-dev/web" },
  ]);
});

test("lines that CloudWatch Logs does not get are explained", () => {
  const more = "by its log router; CloudWatch Logs has those of the router and of containers beside it";
  expect(elsewhere(environment.services)).toEqual([
    `archive: lines of container archive go to s3://shop-lines/dev ${more}`,
    `sent: lines of container sent go to the Firehose stream shop-lines ${more}`,
  ]);
});

test("a line says who wrote it, and changes no terminal", () => {
  const text = new LogText(NO_COLORS);
  const line = { time: "2026-11-21T12:00:00.000Z", service: "web", message: "\u001b[2J\u001b[31mhello" };
  const lines = [
    line,
    { ...line, container: "web", task: "0123456789abcdef", message: "one" },
    { ...line, container: "proxy", task: "0123456789abcdef", message: "two" },
  ].map((each) => text.of(each));
  expect(lines).toEqual([
    "2026-11-21T12:00:00.000Z web          hello",
    "2026-11-21T12:00:00.000Z web 01234567 one",
    "2026-11-21T12:00:00.000Z web/proxy 01234567 two",
  ]);
});

test("at a terminal each task has its colour, and keeps it", () => {
  const text = new LogText(createColors(true));
  const line = { time: "2026-11-21T12:00:00.000Z", service: "web", message: "hello" };
  const colorOf = (task: string) => /\u001b\[(\d+)m/.exec(text.of({ ...line, task }))?.[1];
  expect(["a", "b", "a"].map(colorOf)).toEqual(["36", "32", "36"]);
});
