import type { Environment } from "../../environments/model";
import { emulatorEndpoint } from "../emulator-variables";
import { prefixOf } from "../../environments/rules/names";
import { balancingName } from "../../environments/rules/physical-name";

/** What a browser on this machine opens: the routes of all services that run a task. `*.localhost` is always this machine; the emulator routes by the name. */
export function addresses(environment: Environment): readonly string[] {
  const gateway = new URL(emulatorEndpoint(environment) ?? "http://localhost");
  const base = `http://${balancingName(prefixOf(environment))}.alb.localhost:${gateway.port}`;
  const paths = environment.services
    .flatMap(({ count, route }) => (route && count > 0 ? [route.path.replace(/\*.*$/, "")] : []))
    .map((path) => (path === "/api/" ? "/api/health" : path));
  return [...new Set(paths)].sort((a, b) => a.length - b.length).map((path) => base + path);
}
