import { FINDERS } from "../../../../cli/deploy/adopt/facts";
import { NOT_IMPORTED } from "../../../../cli/deploy/adopt/not-imported";
import { everything } from "../../../coverage/everything";
import { synthesise, typesIn } from "../../../coverage/synthesise";

/** Resource types of the stacks that a deployment applies; the state bucket has its own command. */
const deployed = (): string[] => {
  const stacks = [...synthesise(everything)].filter(([name]) => !name.endsWith("-state"));
  return typesIn(stacks.map(([, { resource = {} }]) => ({ resource })));
};

it("finds each type that a deployment creates, or tells why it needs no import", () => {
  expect([...Object.keys(FINDERS), ...Object.keys(NOT_IMPORTED)].sort()).toEqual(
    [...deployed(), "terraform_data"].sort(),
  );
});
