/** Label of everything that belongs to an emulator: its container and its network. The value is the emulator's name. */
export const EMULATOR_LABEL = "slipway.emulator";
/** Label of a container that lives no longer than a process: `<host>:<process id>`. */
export const OWNER_LABEL = "slipway.emulator.owner";
/** Label that tells which emulator is inside. */
export const KIND_LABEL = "slipway.emulator.kind";
/** Label of an emulator that shares this machine's network: its port. */
export const PORT_LABEL = "slipway.emulator.port";

/** Name of the emulator that `npm run local` and docker-compose.localstack.yml start. */
export const LOCAL_EMULATOR = "local";

/** Container name and network name of an emulator. */
export function emulatorResource(name: string): string {
  return `slipway-${name}`;
}
