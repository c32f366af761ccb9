import { z } from "zod";
import { isIpv4Range } from "../rules/cidr";
import { MESH_PROTOCOLS, type Mesh } from "../rules/mesh";
import { PUBLIC_IMAGES } from "../rules/public-images";
import * as text from "../rules/text";
import { arn, filled, has, leaf, object, oneOf, shaped, whole } from "../schema/leaves";
import { resolveSettings, sidecarShape, type SidecarSettingsInput } from "./sidecar";

/**
 * AWS App Mesh, for services that are still to be moved: Envoy stands before the application, and a virtual node of an
 * existing mesh leads to the tasks.
 *
 * End of life: App Mesh came to its end on 30 September 2026; `connect` (Service Connect) is its successor, and each
 * synthesis says so. Source: https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html
 */
export interface MeshInput extends SidecarSettingsInput {
  /** Name of an existing mesh in the environment's account and region, 1 to 255 characters. */
  readonly name: string;
  /** What the service speaks. @default "http" */
  readonly protocol?: (typeof MESH_PROTOCOLS)[number];
  /** How Envoy finds the tasks: a DNS name, or a service of Cloud Map. */
  readonly discovery: { readonly dns: string } | { readonly namespace: string; readonly service: string };
  /** ARN of the Cloud Map service that the tasks register with, in the environment's region. @default none */
  readonly registry?: string;
  /** Name of a virtual service to make, under which others call the tasks. @default none: one that is there already */
  readonly virtualService?: string;
  /** Names of the virtual services that the service calls, at most 50. @default none */
  readonly backends?: readonly string[];
  /** IPv4 addresses and ranges that are called past Envoy, beside those of ECS credentials and metadata. @default none */
  readonly egressIgnoredIps?: readonly string[];
  /** Ports that are called past Envoy, 1 to 65535. @default none */
  readonly egressIgnoredPorts?: readonly number[];
}

const resourceName = leaf(
  text.matches(/^[A-Za-z0-9_-]{1,255}$/),
  "must be a name of 1 to 255 letters, digits, - and _",
);
const dnsName = leaf(text.matches(text.DOMAIN, 253), "must be a DNS name such as orders.shop.local");

export const meshSchema = object({
  ...sidecarShape,
  name: resourceName,
  protocol: oneOf(...MESH_PROTOCOLS).optional(),
  discovery: shaped<MeshInput["discovery"]>((value) =>
    has(value, "namespace") || has(value, "service")
      ? object({ namespace: filled, service: filled })
      : object({ dns: dnsName }),
  ),
  registry: arn("discoveryService").optional(),
  virtualService: dnsName.optional(),
  // https://docs.aws.amazon.com/app-mesh/latest/userguide/service-quotas.html
  backends: z.array(dnsName).max(50, "must name at most 50 virtual services").optional(),
  egressIgnoredIps: z
    .array(
      leaf(
        (value): value is string => isIpv4Range(value) || (text.isText(value) && isIpv4Range(`${value}/32`)),
        "must be an IPv4 address or range such as 10.0.0.5 or 10.0.0.0/16",
      ),
    )
    .optional(),
  egressIgnoredPorts: z.array(whole(1, 65_535)).optional(),
});

export function resolveMesh(input: MeshInput | undefined): Mesh | undefined {
  if (input === undefined) return undefined;
  const { discovery, registry, virtualService } = input;
  return {
    ...resolveSettings(input, PUBLIC_IMAGES.envoy),
    name: input.name,
    protocol: input.protocol ?? "http",
    discovery:
      "dns" in discovery
        ? { kind: "dns", host: discovery.dns }
        : { kind: "cloudMap", namespace: discovery.namespace, service: discovery.service },
    ...(registry !== undefined && { registry }),
    ...(virtualService !== undefined && { virtualService }),
    backends: input.backends ?? [],
    egressIgnoredIps: input.egressIgnoredIps ?? [],
    egressIgnoredPorts: input.egressIgnoredPorts ?? [],
  };
}
