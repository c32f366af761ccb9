import type { Command } from "commander";
import { resolveEnvironment } from "../../../environments";
import { requireEmulator } from "../../require-emulator";
import { requireState } from "../../require-state";
import { root } from "../../root";
import type { HeldLock } from "./locks";
import { unlock } from "./unlock";

export function registerUnlock(program: Command): void {
  program
    .command("unlock")
    .description(
      "show who holds the Terraform state of an environment, and remove locks that were left behind",
    )
    .argument("<environment>", "environment, for example dev")
    .option("--yes", "do not ask")
    .option("--json", "as JSON")
    .action(async (name: string, { yes = false, json = false }: { yes?: boolean; json?: boolean }) => {
      const environment = resolveEnvironment(name, root);
      await requireEmulator(environment);
      await requireState(environment);
      const say = (line: string) => (json ? console.error : console.log)(line);
      const { found, removed } = await unlock(environment, { yes, say });
      const shown = ({ part, lock }: HeldLock) => ({ stack: `${name}-${part}`, ...lock });
      if (json) {
        const result = { environment: name, found: found.map(shown), removed: removed.map(shown) };
        console.log(JSON.stringify(result, null, 2));
      }
    });
}
