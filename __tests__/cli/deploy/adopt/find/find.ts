import { FINDERS } from "../../../../../cli/deploy/adopt/facts";
import type { Match } from "../../../../../cli/deploy/adopt/find/finder";
import { type Answers, withFakeAccount } from "../fake-account";

/** What the finder of a type finds for planned values, when AWS answers so. */
export const find = (type: string, planned: object, answers: Answers): Promise<readonly Match[]> =>
  withFakeAccount(
    answers,
    async (account) => (await FINDERS[type]?.(planned as Record<string, unknown>, account)) ?? [],
  );

/** Import IDs of {@link find}. */
export const ids = async (type: string, planned: object, answers: Answers): Promise<readonly string[]> =>
  (await find(type, planned, answers)).map(({ id }) => id);
