import { createInterface } from "node:readline/promises";
import { ConfigurationError, refuse } from "../../environments/errors";
import { portProblems, portsOf, type Answers, type Given, type Question } from "./answers";
import type { FoundService } from "./repository";

/** Asks one question; resolves with what was typed. */
export type Ask = (question: string) => Promise<string>;

/**
 * Asks what was not typed behind the command. Where nobody can be asked, what is missing or wrong is refused at once.
 *
 * @param ask absent: proposals are taken as they are
 */
export async function answersTo(
  asked: readonly Question[],
  given: Given,
  services: readonly FoundService[],
  ask: Ask | undefined,
): Promise<Answers> {
  const typed = new Map(asked.map(({ flag }) => [flag, typedFor(flag, given)]));
  refuse("the command", [
    ...asked.flatMap((question) => {
      const answer = typed.get(question.flag) ?? (ask ? undefined : question.proposal);
      if (answer !== undefined) return question.problems(answer);
      return ask
        ? []
        : [`--${question.flag} must be given where nobody is asked, got nothing; ${question.hint}`];
    }),
    // Also where the Dockerfiles say them all, and no question is left.
    ...(asked.some(({ flag }) => flag === "port") ? [] : portProblems(services, given.port)),
  ]);
  const answers = new Map<string, string>();
  for (const question of asked) {
    const answer = typed.get(question.flag) ?? (ask ? await untilRight(question, ask) : question.proposal);
    answers.set(question.flag, answer ?? "");
  }
  const ports = answers.get("port")?.split(/[\s,]+/) ?? given.port;
  return {
    project: answers.get("project") ?? "",
    account: answers.get("account") ?? "",
    region: answers.get("region") ?? "",
    ports: portsOf(services, ports),
  };
}

const typedFor = (flag: Question["flag"], given: Given): string | undefined =>
  flag === "port" ? (given.port.length === 0 ? undefined : given.port.join(" ")) : given[flag];

async function untilRight({ text, proposal, problems }: Question, ask: Ask): Promise<string> {
  for (let before: readonly string[] = []; ;) {
    const said = before.map((problem) => `  ${problem.replace(/^--/, "")}\n`).join("");
    const typed = (await ask(`${said}${text}${proposal === undefined ? "" : ` [${proposal}]`}: `)).trim();
    const answer = typed === "" && proposal !== undefined ? proposal : typed;
    before = problems(answer);
    if (before.length === 0) return answer;
  }
}

/** Work with questions at the terminal, on the error stream; Ctrl-C ends the process, nothing has been written by then. */
export async function atTerminal<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // In this mode the terminal hands Ctrl-C to the reader and not to the process.
  reader.on("SIGINT", () => {
    process.stderr.write("\n");
    process.exit(130);
  });
  const closed = new Promise<never>((_resolve, reject) =>
    reader.once("close", () =>
      reject(
        new ConfigurationError("the command", ["the questions must be answered, got the end of the input"]),
      ),
    ),
  );
  // Closed at the end too, when nobody waits for it any longer.
  closed.catch(() => undefined);
  try {
    return await work((question) => Promise.race([reader.question(question), closed]));
  } finally {
    reader.close();
  }
}
