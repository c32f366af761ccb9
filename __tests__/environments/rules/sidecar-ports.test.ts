import { sharedPortProblems } from "../../../environments/rules/sidecar-ports";
import type { Sidecar } from "../../../environments/rules/sidecar";

const xRay: Sidecar = { kind: "x-ray", image: "registry.example.com/xray:1", essential: false };
const adot: Sidecar = { ...xRay, kind: "adot", protocol: "grpc", traces: true };
const called = (ingressPort: number) => ({
  server: { as: "web", port: 80, protocol: "http" as const, ingressPort },
});
const problems = (
  service: Parameters<typeof sharedPortProblems>[1],
  networkMode: "awsvpc" | "host" | "bridge" | "none" = "awsvpc",
) => sharedPortProblems("services.web", service, { networkMode });

test.each<Parameters<typeof sharedPortProblems>[1]>([
  {},
  { port: 2000 },
  { port: 4316, sidecars: [xRay, adot] },
  { sidecars: [xRay, adot], logRouter: {}, connect: {} },
  { port: 3000, connect: called(3001), containers: [{ name: "proxy", port: 3002 }, { name: "job" }] },
])("%j", (service) => expect(problems(service)).toEqual([]));

test.each<[Parameters<typeof sharedPortProblems>[1], string]>([
  [
    { port: 2000, sidecars: [xRay] },
    'services.web.port must be another port than that of the sidecar "x-ray" (2000), got 2000',
  ],
  [
    { port: 4318, sidecars: [xRay, adot] },
    'services.web.port must be another port than that of the sidecar "adot" (4317, 4318), got 4318',
  ],
  [
    { port: 24224, logRouter: {} },
    "services.web.port must be another port than that of the log router (24224), got 24224",
  ],
  [
    { containers: [{ name: "proxy", port: 2000 }], sidecars: [xRay] },
    'services.web.containers.proxy.port must be another port than that of the sidecar "x-ray" (2000), got 2000',
  ],
  [
    { connect: called(4317), sidecars: [adot] },
    'services.web.connect.ingressPort must be another port than that of the sidecar "adot" (4317, 4318), got 4317',
  ],
  [
    { connect: called(8080), containers: [{ name: "proxy", port: 8080 }] },
    'services.web.connect.ingressPort must be another port than that of the container "proxy" (8080), got 8080',
  ],
])("%j is refused", (service, message) => expect(problems(service)).toEqual([message]));

test("on an instance's own network the log router has a socket instead of a port", () => {
  expect(problems({ port: 24224, logRouter: {} }, "host")).toEqual([]);
  expect(problems({ port: 2000, sidecars: [xRay] }, "host")).toHaveLength(1);
});

test.each(["bridge", "none"] as const)("in %s each container has ports of its own", (networkMode) => {
  expect(problems({ port: 2000, sidecars: [xRay], logRouter: {} }, networkMode)).toEqual([]);
});
