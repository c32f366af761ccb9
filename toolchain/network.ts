import { request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { Socket } from "node:net";
import { ConfigurationError, shown } from "../environments/errors";

/** `closed`: the Terraform registry or the container registry does not answer; only package registries may. */
export type Network = "open" | "closed";

export interface Reachable {
  readonly terraformRegistry: boolean;
  readonly containerRegistry: boolean;
}

const LIMIT_MS = 5_000;
/** A filtering proxy answers too, with 403 or a page of its own: only the registry's own answer counts. */
const TERRAFORM_REGISTRY = {
  url: "https://registry.terraform.io/.well-known/terraform.json",
  statuses: [200],
};
const CONTAINER_REGISTRY = { url: "https://registry-1.docker.io/v2/", statuses: [200, 401] };

/** Which way the toolchain goes; `SLIPWAY_NETWORK=open|closed` decides it without asking the network. */
export async function detectNetwork(env: NodeJS.ProcessEnv = process.env): Promise<Network> {
  const wanted = env.SLIPWAY_NETWORK;
  if (wanted === "open" || wanted === "closed") return wanted;
  if (wanted !== undefined && wanted !== "") {
    throw new ConfigurationError("environment variable", [
      `SLIPWAY_NETWORK must be "open" or "closed", got ${shown(wanted)}; leave it unset to find out`,
    ]);
  }
  return networkFrom(await probeNetwork(env));
}

export function networkFrom(reachable: Reachable): Network {
  return reachable.terraformRegistry && reachable.containerRegistry ? "open" : "closed";
}

export async function probeNetwork(env: NodeJS.ProcessEnv = process.env): Promise<Reachable> {
  const [terraformRegistry, containerRegistry] = await Promise.all([
    answers(TERRAFORM_REGISTRY, env),
    answers(CONTAINER_REGISTRY, env),
  ]);
  return { terraformRegistry, containerRegistry };
}

interface Target {
  readonly url: string;
  readonly statuses: readonly number[];
}

/** @internal true when the server itself answers within the limit, through `HTTPS_PROXY` where that is set */
export async function answers(target: Target, env: NodeJS.ProcessEnv, limitMs = LIMIT_MS): Promise<boolean> {
  const limit = AbortSignal.timeout(limitMs);
  const proxy = env.HTTPS_PROXY ?? env.https_proxy;
  try {
    const socket = proxy === undefined || proxy === "" ? undefined : await tunnel(proxy, target.url, limit);
    const status = await statusOf(target.url, {
      method: "GET",
      signal: limit,
      ...(socket && { socket, agent: false }),
    });
    return target.statuses.includes(status);
  } catch {
    return false;
  }
}

type TunnelledOptions = RequestOptions & { readonly socket?: Socket };

function statusOf(url: string, options: TunnelledOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(url, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end();
  });
}

function tunnel(proxy: string, url: string, signal: AbortSignal): Promise<Socket> {
  const {
    hostname: host,
    port,
    username,
    password,
  } = new URL(proxy.includes("://") ? proxy : `http://${proxy}`);
  const authorization = Buffer.from(
    `${decodeURIComponent(username)}:${decodeURIComponent(password)}`,
  ).toString("base64");
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host,
      port: port === "" ? 80 : port,
      method: "CONNECT",
      path: `${new URL(url).hostname}:443`,
      headers: username === "" ? {} : { "proxy-authorization": `Basic ${authorization}` },
      signal,
    });
    request.on("connect", (response, socket) => {
      if (response.statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(`the proxy answered ${response.statusCode}`));
    });
    request.on("error", reject);
    request.end();
  });
}
