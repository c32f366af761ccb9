import { hasControls } from "./control-characters";
import { shown } from "./errors";

/** A name that needs no quotes in a path: `web`, `X-Team`, `spring.datasource.url`, `/var/run`. */
const PLAIN_NAME = /^[^\s"[\]]+$/;

/** A longer name is cut as a value is. */
const MAX_NAME = 300;

/** `services.web.port`, `network.publicSubnets[0]`, `tags["cost centre"]`. */
export function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      const name = String(key);
      if (name.length > MAX_NAME || !PLAIN_NAME.test(name) || hasControls(name)) return `[${shown(name)}]`;
      return index > 0 ? `.${name}` : name;
    })
    .join("");
}
