import { App, type AppConfig, type TerraformStack } from "cdktf";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { refuse, shown } from "../environments/errors";
import type { Environment } from "../environments/model";
import { NOTE } from "../environments/rules/note";
import {
  judge,
  limitReport,
  synthesisedResources,
  type Finding,
  type JudgeContext,
  type Judged,
  type JudgedResource,
} from "../policy";
import { declaredVariable } from "./declared-variable";

export interface JudgedAppConfig extends AppConfig {
  readonly outdir: string;
  /** Whether a suppression without a finding is refused; not where some findings are not to be seen. */
  readonly needsSuppressions: boolean;
  /** The resources of stacks of an environment that are synthesised elsewhere; its suppressions may be for them. */
  readonly elsewhere?: (environment: Environment) => readonly JudgedResource[];
}

/**
 * An app whose stacks are judged by the policy, whoever put the resources there: overrides, aspects and resources made
 * by hand are seen as well as constructs. All findings of all stacks are told together.
 */
export class JudgedApp extends App {
  private readonly judged: {
    readonly environment: Environment;
    readonly stacks: readonly TerraformStack[];
  }[] = [];
  private readonly documents = new Map<TerraformStack, unknown>();

  constructor(private readonly config: JudgedAppConfig) {
    super({ outdir: config.outdir, stackTraces: false });
  }

  /** Stacks that are judged together, as strictly as their environment says. */
  add(environment: Environment, stacks: readonly TerraformStack[]): void {
    this.judged.push({ environment, stacks });
    for (const stack of stacks) {
      // Making the document is most of the time of a synthesis: what is judged is what was written.
      const make = stack.toTerraform.bind(stack);
      stack.toTerraform = () => {
        const document: unknown = make();
        this.documents.set(stack, document);
        return document;
      };
    }
  }

  /** @throws ConfigurationError with every finding; the stacks are not left behind for anybody to apply */
  override synth(): void {
    const verdicts = [...this.verdicts()];
    const limits = verdicts.map(([environment]) => limitReport(this.documentsOf(environment)));
    const exceeded = limits.flatMap((each) => each.problems);
    const found = verdicts.flatMap(([environment, { findings, unused }]) => [
      ...findings.map(described),
      ...(this.config.needsSuppressions ? unused : []).map(
        ({ resource, rule }) =>
          `environment ${shown(environment.name)}: policy.suppress must be for findings that exist, got ${rule} on ${shown(resource)}; remove it, or look its resource up with: slipway policy ${environment.name}`,
      ),
    ]);
    if (exceeded.length + found.length > 0) this.removeStacks();
    // An account may have more than the default of a quota, so synthesis goes on.
    else for (const note of limits.flatMap(({ notes }) => notes)) console.warn(`${NOTE}${note}`);
    const headlines = [
      ...(exceeded.length > 0 ? ["AWS limits exceeded"] : []),
      ...(found.length > 0 ? ["Policy check failed"] : []),
    ];
    refuse({ headline: headlines.join(", ") }, [...exceeded, ...found]);
  }

  /** Synthesises, and says what the policy finds in each environment. */
  verdicts(): ReadonlyMap<Environment, Judged> {
    super.synth();
    return new Map(
      this.judged.map(({ environment, stacks }) => [environment, this.judge(environment, stacks)]),
    );
  }

  /** Takes away what was written, so that nothing that is refused can be applied. */
  removeStacks(): void {
    for (const stack of this.documents.keys()) {
      rmSync(join(this.config.outdir, "stacks", stack.node.id, "cdk.tf.json"), { force: true });
    }
  }

  /** By the names of the stacks. */
  private documentsOf(environment: Environment): ReadonlyMap<string, unknown> {
    const stacks = this.judged.flatMap((each) => (each.environment === environment ? each.stacks : []));
    return new Map(stacks.map((stack) => [stack.node.id, this.documents.get(stack)]));
  }

  private judge(environment: Environment, stacks: readonly TerraformStack[]): Judged {
    const context: JudgeContext = {
      protected: environment.protected,
      suppressions: environment.policy?.suppress ?? [],
      declared: ({ resource: { address, stack: name }, variable }) =>
        variable &&
        declaredVariable(
          environment,
          stacks.find(({ node }) => node.id === name),
          address,
          variable,
        ),
    };
    const judged = judge(
      stacks.flatMap((stack) => synthesisedResources(stack.node.id, this.documents.get(stack))),
      context,
    );
    if (judged.unused.length === 0 || this.config.elsewhere === undefined) return judged;
    const others = judge(this.config.elsewhere(environment), { ...context, suppressions: judged.unused });
    return { ...judged, unused: others.unused };
  }
}

/** Addresses are what `policy.suppress` names. */
const described = ({ address, path, problem, rule, stack }: Finding): string =>
  path === undefined ? `${stack}: ${problem} (${rule})` : `${problem} (${rule} on ${stack}: ${address})`;
