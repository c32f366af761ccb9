import { readFileSync } from "node:fs";
import { FINDERS } from "../../../../cli/deploy/adopt/facts";
import { NOT_IMPORTED } from "../../../../cli/deploy/adopt/not-imported";
import { CREATED_TWICE, FOUND_BY_TAGS } from "../../../../cli/deploy/adopt/type-facts";
import { UNTAGGED } from "../../../../plan/adopted";
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

/** Whether the provider's resource takes tags. */
const hasTags = (type: string): boolean => {
  const name = type.replace(/^aws_/, "").replaceAll("_", "-");
  const declaration = require.resolve(`@cdktf/provider-aws/lib/${name}/index.d.ts`);
  return /^ {4}set tags?\(|^ {4}putTag\(/m.test(readFileSync(declaration, "utf8"));
};

it("knows which types without tags it adopts", () => {
  // It is refused.
  const types = Object.keys(FINDERS).filter((type) => type !== "aws_ecr_pull_through_cache_rule");
  expect(types.filter((type) => !hasTags(type)).sort()).toEqual([...UNTAGGED].sort());
});

it("knows facts of types that it looks for only", () => {
  expect([...CREATED_TWICE, ...FOUND_BY_TAGS].filter((type) => !(type in FINDERS))).toEqual([]);
});
