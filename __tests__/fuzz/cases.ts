import fc from "fast-check";
import { dockerfileCases } from "./dockerfiles";
import { environments } from "./environments";

/** What one run looks at: an environment, and the Dockerfile in its folder `app` where it builds one. */
export interface Case {
  readonly input: unknown;
  readonly dockerfile?: string;
}

export const cases: fc.Arbitrary<Case> = fc.oneof(
  { weight: 9, arbitrary: environments.map((input) => ({ input })) },
  { weight: 1, arbitrary: dockerfileCases },
);
