import type { ServiceInput } from "../../../environments/input";
import { all, problemsOf, resolved, stacksOf, type Resources } from "../../support/language";

const image = { uri: "registry.example.com/app:1" };
/** A service that calls another one. */
const pair = (orders: Partial<ServiceInput> = {}, web: Partial<ServiceInput> = {}) => ({
  services: {
    web: { image, port: 3000, talksTo: ["orders"], ...web },
    orders: { image, port: 4000, connect: {}, ...orders },
  },
});
const serviceOf = (services: Resources, name: string) =>
  all(services, "aws_ecs_service").find((each) => each.name === `slipway-dev-${name}`);

test("who calls is a client of Service Connect, unless it is in a mesh", () => {
  const [orders, web] = resolved(pair()).services;
  expect(web).toMatchObject({ name: "web", connect: {}, talksTo: ["orders"] });
  expect(orders).not.toHaveProperty("talksTo");
  expect(resolved({}, { talksTo: [] }).services[0]).not.toHaveProperty("connect");
  expect(resolved({}, { talksTo: [] }).services[0]).not.toHaveProperty("talksTo");
});

test.each([
  [{}, 4000],
  [{ ingressPort: 4100 }, 4100],
])("the security groups let exactly this connection through: %j", (connect, port) => {
  const { services } = stacksOf(resolved(pair({ connect })));
  const between = (type: string) =>
    all(services, type).filter(
      ({ referenced_security_group_id }) => referenced_security_group_id !== undefined,
    );
  const [ingress, ...others] = between("aws_vpc_security_group_ingress_rule");
  const [egress] = between("aws_vpc_security_group_egress_rule");
  const group = (name: string) => expect.stringContaining(`.service-${name}_`) as string;
  expect(others).toEqual([]);
  expect(ingress).toMatchObject({
    security_group_id: group("orders"),
    referenced_security_group_id: group("web"),
    from_port: port,
    to_port: port,
    ip_protocol: "tcp",
  });
  expect(egress).toMatchObject({
    security_group_id: group("web"),
    referenced_security_group_id: group("orders"),
    from_port: port,
    to_port: port,
  });
});

test("who is called is there before who calls, also where both call each other", () => {
  const waits = (input: ReturnType<typeof pair>) => {
    const { services } = stacksOf(resolved(input));
    return ["web", "orders"].map((name) =>
      JSON.stringify(serviceOf(services, name)?.depends_on).match(/aws_ecs_service\.service-[a-z]+/g),
    );
  };
  expect(waits(pair())).toEqual([["aws_ecs_service.service-orders"], null]);
  expect(waits(pair({ talksTo: ["web"] }, { connect: {} }))).toEqual([null, ["aws_ecs_service.service-web"]]);
});

test.each<[object, string]>([
  [{ services: { web: { image, talksTo: "orders" } } }, 'services.web.talksTo must be a list, got "orders"'],
  [
    { services: { web: { image, talksTo: ["Orders"] } } },
    'services.web.talksTo[0] must have lower-case letters, digits and single hyphens, start with a letter, and at most 20 characters, got "Orders"',
  ],
  [
    { services: { web: { image, talksTo: ["orders"] } } },
    'services.web.talksTo[0] must name another service of the environment, of which there is none, got "orders"',
  ],
  [
    pair({}, { talksTo: ["web"] }),
    'services.web.talksTo[0] must name another service of the environment (orders), got "web"',
  ],
  [
    pair({}, { talksTo: ["orders", "orders"] }),
    'services.web.talksTo[1] must be named once, got "orders" again',
  ],
  [
    { services: { web: { image, talksTo: ["orders"] }, orders: { image, port: 4000 } } },
    'services.web.talksTo[0] must name a service that can be called by its name, got "orders"; give services.orders connect',
  ],
  [
    { services: { web: { image, talksTo: ["orders"] }, orders: { image, connect: true } } },
    'services.web.talksTo[0] must name a service that can be called by its name, got "orders"; give services.orders connect',
  ],
])("%j is refused", (change, message) => expect(problemsOf(change)).toEqual([message]));
