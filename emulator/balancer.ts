import type { Emulator } from "./find";

interface Bound {
  readonly name: string;
  readonly boundPort: number | null;
}

/** Address of a load balancer on this machine; fails where the emulator has none of this name. */
export async function balancerAddress(
  { kind, endpoint, port }: Pick<Emulator, "kind" | "endpoint" | "port">,
  name: string,
): Promise<string> {
  if (kind !== "fakecloud") return `http://${name}.alb.localhost:${port}`;
  const answer = await fetch(`${endpoint}/_fakecloud/elbv2/load-balancers`);
  const { loadBalancers } = (await answer.json()) as { readonly loadBalancers: readonly Bound[] };
  const bound = loadBalancers.find((balancer) => balancer.name === name)?.boundPort ?? undefined;
  if (bound === undefined) throw new Error(`the load balancer ${name} has no port on this machine`);
  return `http://127.0.0.1:${bound}`;
}
