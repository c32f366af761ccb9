import { GenericContainer, Wait } from "testcontainers";

// The classes are inside the functions, so that testcontainers is loaded when a container starts: most commands import
// this file and start none, and loading it takes longer than they do.

/**
 * A container whose ports are open on this machine only.
 *
 * testcontainers publishes on every interface; an emulator without passwords and with the Docker socket inside would
 * hand this machine to its network.
 */
export function loopbackContainer(image: string): GenericContainer {
  class LoopbackContainer extends GenericContainer {
    protected override async beforeContainerCreated(): Promise<void> {
      const bindings = this.hostConfig.PortBindings as Record<string, { HostPort?: string }[]> | undefined;
      this.hostConfig.PortBindings = Object.fromEntries(
        Object.entries(bindings ?? {}).map(([port, targets]) => [
          port,
          targets.map((target) => ({ ...target, HostIp: "127.0.0.1" })),
        ]),
      );
      return Promise.resolve();
    }
  }
  return new LoopbackContainer(image);
}

/** A container that sees this machine's own network and processes. */
export function hostContainer(image: string): GenericContainer {
  class HostContainer extends GenericContainer {
    protected override async beforeContainerCreated(): Promise<void> {
      // The emulator names what it makes by its process id; one inside the container would be 1 every time.
      this.hostConfig.PidMode = "host";
      return Promise.resolve();
    }
  }
  // It publishes no port, so this waits for nothing. Without a strategy the HEALTHCHECK of the image would decide.
  return new HostContainer(image).withNetworkMode("host").withWaitStrategy(Wait.forListeningPorts());
}
