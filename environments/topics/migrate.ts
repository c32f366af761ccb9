import { z } from "zod";
import { MIGRATE_SECONDS } from "../rules/migrate";
import { object, string, whole } from "../schema/leaves";

/** A task that runs once with the new image, before the service moves to it: the migration of a database. */
export interface MigrateInput {
  /**
   * Arguments instead of the image's own, at least one. Run again after a failure, so it must be able to go on where it
   * stopped. Exit code 0 lets the service move; any other one stops the deployment.
   */
  readonly command: readonly string[];
  /** Seconds that a deployment waits for its end; then the task is stopped and the deployment fails. 30 to 2400. @default 600 */
  readonly timeoutSeconds?: number;
}

export type Migrate = Required<MigrateInput>;

const { from, to, normally } = MIGRATE_SECONDS;

export const migrateSchema = object({
  command: z.array(string).min(1, "must have at least one word"),
  timeoutSeconds: whole(from, to).optional(),
});

/** `undefined` for a service that moves at once. */
export const resolveMigrate = (input: MigrateInput | undefined): Migrate | undefined =>
  input && { command: input.command, timeoutSeconds: input.timeoutSeconds ?? normally };
