import { awsWords } from "../../aws/words";
import { unknown, type Check, type Judgement } from "./model";

/** Makes one check; what the account does not answer is not known, in its own words. Our own errors stay errors. */
export async function answered(
  question: Pick<Check, "check" | "subject" | "asked">,
  judge: () => Promise<Judgement> | Judgement,
): Promise<Check> {
  try {
    return { ...question, ...(await judge()) };
  } catch (error) {
    return { ...question, ...unknown(unansweredWords(error as Error)) };
  }
}

function unansweredWords(error: Error): string {
  const words = awsWords(error);
  if (words !== undefined) return words;
  // An emulator that lacks a service answers with something that its client can not read.
  if ("$metadata" in error || "$response" in error) return `the answer could not be read, ${error.name}`;
  throw error;
}
