import { z } from "zod";
import type { Form } from "../hints";
import { MAX_CONSTRAINTS, MAX_STRATEGIES } from "../rules/run-on";
import * as text from "../rules/text";
import { filled, flag, leaf, name, object, oneOf, shaped } from "../schema/leaves";

/** What runs the tasks of a service: Fargate, or a group of `cluster.instances`. */
export type RunsOnInput = "fargate" | RunsOnInstancesInput;

export interface RunsOnInstancesInput {
  /** Name of a group in `cluster.instances`. */
  readonly instances: string;
  /**
   * Where the tasks go: `"spread"` over zones and instances; `"binpack"` over zones, on as few instances as have the
   * memory; `"one-per-instance"` never two on one instance; or ECS's own strategies and constraints. @default "spread"
   */
  readonly placement?: NamedPlacement | PlacementInput;
  /** One task on every instance of the group, instead of a `count`. @default false */
  readonly daemon?: boolean;
}

export type NamedPlacement = "spread" | "binpack" | "one-per-instance";

export interface PlacementInput {
  /** Asked in this order, at most 5. @default none: ECS spreads over zones */
  readonly strategies?: readonly PlacementStrategy[];
  /** All of them must hold, at most 10, or 9 for a daemon. @default none */
  readonly constraints?: readonly PlacementConstraint[];
}

export type PlacementStrategy =
  | {
      readonly type: "spread";
      /** `instanceId`, `host`, or an attribute such as `attribute:ecs.availability-zone`. */
      readonly field: string;
    }
  | { readonly type: "binpack"; readonly field: "cpu" | "memory" }
  | { readonly type: "random" };

export type PlacementConstraint =
  | { readonly type: "distinctInstance" }
  | {
      readonly type: "memberOf";
      /** In ECS's query language, for example `attribute:ecs.instance-type == m7g.large`. */
      readonly expression: string;
    };

/** Present exactly when a service runs on instances. */
export interface RunsOn {
  /** Name of the group. */
  readonly group: string;
  readonly daemon: boolean;
  readonly strategies: readonly PlacementStrategy[];
  readonly constraints: readonly PlacementConstraint[];
}

const OVER_ZONES: PlacementStrategy = { type: "spread", field: "attribute:ecs.availability-zone" };

const NAMED: Readonly<Record<NamedPlacement, Pick<RunsOn, "strategies" | "constraints">>> = {
  spread: { strategies: [OVER_ZONES, { type: "spread", field: "instanceId" }], constraints: [] },
  binpack: { strategies: [OVER_ZONES, { type: "binpack", field: "memory" }], constraints: [] },
  "one-per-instance": { strategies: [OVER_ZONES], constraints: [{ type: "distinctInstance" }] },
};

/** The kinds that need nothing beside their type. */
const strategyForm: Form = (value) => (value === "random" ? { type: value } : undefined);
const constraintForm: Form = (value) => (value === "distinctInstance" ? { type: value } : undefined);

const strategy = shaped<PlacementStrategy>((value) => {
  switch ((value as { type?: unknown } | null)?.type) {
    case "spread":
      return object({
        type: oneOf("spread"),
        field: leaf(
          text.matches(/^(instanceId|host|attribute:[A-Za-z0-9_./\\-]{1,128})$/),
          "must be instanceId, host or attribute:<name>",
        ),
      });
    case "binpack":
      return object({ type: oneOf("binpack"), field: oneOf("cpu", "memory") });
    default:
      return object(
        { type: oneOf("random", "spread", "binpack") },
        strategyForm,
      ) as z.ZodType<PlacementStrategy>;
  }
});

const constraint = shaped<PlacementConstraint>((value) =>
  (value as { type?: unknown } | null)?.type === "memberOf"
    ? object({ type: oneOf("memberOf"), expression: filled })
    : (object(
        { type: oneOf("distinctInstance", "memberOf") },
        constraintForm,
      ) as z.ZodType<PlacementConstraint>),
);

export const runsOnSchema = shaped<RunsOnInput>((value) =>
  typeof value === "object"
    ? object({
        instances: name,
        placement: shaped<NamedPlacement | PlacementInput>((placement) =>
          typeof placement === "object"
            ? object({
                strategies: z
                  .array(strategy)
                  .max(MAX_STRATEGIES, `must have at most ${MAX_STRATEGIES} strategies`)
                  .optional(),
                constraints: z
                  .array(constraint)
                  .max(MAX_CONSTRAINTS, `must have at most ${MAX_CONSTRAINTS} constraints`)
                  .optional(),
              })
            : oneOf("spread", "binpack", "one-per-instance"),
        ).optional(),
        daemon: flag.optional(),
      })
    : leaf(
        (other): other is "fargate" => other === "fargate",
        'must be "fargate" or a group such as { instances: "general" }',
      ),
);

export function resolveRunsOn(input: RunsOnInput | undefined): RunsOn | undefined {
  if (input === undefined || input === "fargate") return undefined;
  const daemon = input.daemon ?? false;
  const placement = input.placement ?? (daemon ? {} : "spread");
  const { strategies = [], constraints = [] } = typeof placement === "string" ? NAMED[placement] : placement;
  return { group: input.instances, daemon, strategies, constraints };
}
