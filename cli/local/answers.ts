import { get } from "../../emulator/loopback";
import { NotReadyError } from "../../environments/errors";

/** Waits until an address answers 200; tasks may need a moment after their service is steady. */
export async function answers(address: string, seconds = 30): Promise<void> {
  const until = Date.now() + seconds * 1000;
  let last = "no answer";
  while (Date.now() < until) {
    try {
      const { status } = await get(address, 5000);
      if (status === 200) return;
      last = `status ${status}`;
    } catch (error) {
      last = (error as Error).message;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new NotReadyError("the platform", [
    `${address} must answer 200 within ${seconds} s, got ${last}; see what the service says with: npm run local:logs`,
  ]);
}
