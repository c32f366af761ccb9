import ts from "typescript";
import { environment, extend } from "../../environments/define";
import type { EnvironmentInput } from "../../environments/input";
import { services } from "../../environments/shared";

const modules: Readonly<Record<string, unknown>> = {
  "./define": { environment, extend },
  "./shared": { services },
};

/** The environment that the text of a document exports. */
export function environmentOf(text: string): EnvironmentInput {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const module: { exports: { default?: EnvironmentInput } } = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- a document's own text
  new Function("module", "exports", "require", outputText)(
    module,
    module.exports,
    (name: string) => modules[name],
  );
  if (module.exports.default === undefined) throw new Error(`the text exports no environment:\n${text}`);
  return module.exports.default;
}
