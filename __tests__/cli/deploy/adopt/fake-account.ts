import { type Account, withAccount } from "../../../../cli/deploy/adopt/account";
import type { Environment } from "../../../../environments/model";

/** Answers by the name of the command, for example `DescribeVpcs`; a function gets the command's input. */
export type Answers = Readonly<Record<string, object | ((input: Record<string, unknown>) => object)>>;

const ENVIRONMENT = {
  name: "dev",
  region: "eu-west-1",
  account: "111122223333",
  tags: { project: "slipway", environment: "dev", team: "shop" },
} as unknown as Environment;

/** An account whose clients answer without a network. An answer that is an Error is thrown. */
export function withFakeAccount<T>(answers: Answers, work: (account: Account) => Promise<T>): Promise<T> {
  return withAccount(ENVIRONMENT, (account) => {
    for (const client of Object.values(account) as { send?: unknown }[]) {
      if (client.send !== undefined) client.send = (command: object) => answer(answers, command);
    }
    return work(account);
  });
}

async function answer(answers: Answers, command: object): Promise<object> {
  const name = command.constructor.name.replace(/Command$/, "");
  const known = answers[name];
  if (known === undefined) throw new Error(`no answer for ${name}`);
  const { input } = command as { input: Record<string, unknown> };
  const given = typeof known === "function" ? (known as (input: object) => object)(input) : known;
  if (given instanceof Error) throw given;
  return Promise.resolve(given);
}

/** An error of AWS with a code. */
export const awsError = (name: string): Error => Object.assign(new Error(`${name}: made up`), { name });
