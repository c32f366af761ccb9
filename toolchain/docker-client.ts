import type Docker from "dockerode";

/**
 * A client of the Docker engine.
 *
 * @param options as dockerode takes them. @default the engine at `DOCKER_HOST`, else the default socket
 */
export function docker(options?: Docker.DockerOptions): Docker {
  // Most commands end before they need the engine, and loading the client takes longer than they do.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make every caller asynchronous
  const Client = require("dockerode") as typeof Docker;
  return new Client(options);
}
