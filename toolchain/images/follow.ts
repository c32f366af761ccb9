import { docker } from "../docker-client";

/** What the engine says while it builds, pushes or imports an image, as far as anybody here listens. */
export interface EngineEvent {
  readonly stream?: string;
  readonly id?: string;
  readonly status?: string;
  readonly progress?: string;
  readonly error?: string;
}

/**
 * Follows the engine's work to its end.
 *
 * @returns what it refused, which it says as one more event before it ends as if all were well; `undefined` otherwise
 */
export async function follow(
  stream: NodeJS.ReadableStream,
  onEvent: (event: EngineEvent) => void = () => undefined,
): Promise<string | undefined> {
  let refusal: string | undefined;
  await new Promise<void>((resolve, reject) => {
    docker().modem.followProgress(
      stream,
      (error: Error | null) => (error === null ? resolve() : reject(error)),
      (event: EngineEvent) => {
        refusal ??= event.error;
        onEvent(event);
      },
    );
  });
  return refusal;
}
