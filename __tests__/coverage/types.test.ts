import { usedBlocks } from "../../toolchain/providers/aws-services";
import { root } from "../support/synth-environment";
import { everything } from "./everything";
import { synthesise, typesIn } from "./synthesise";

it("the environments of everything/ have each resource and data source that constructs and stacks know", () => {
  const known = (["provider-aws", "provider-docker"] as const).flatMap((bindings) =>
    usedBlocks(root, bindings).map(({ kind, type }) => (kind === "data" ? `data.${type}` : type)),
  );
  const emitted = typesIn(synthesise(everything).values());
  expect(emitted.filter((type) => !type.startsWith("ephemeral."))).toEqual(known.sort());
});
