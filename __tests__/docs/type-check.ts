import { join } from "node:path";
import ts from "typescript";
import { root } from "../support/synth-environment";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.Node20,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  types: [],
};

/** What the compiler says of texts that stand, for it, as files in `environments/`; by their names. */
export function typeProblems(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const files = new Map([...texts].map(([name, text]) => [join(root, "environments", `${name}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...files.keys()], options, {
    ...host,
    fileExists: (file) => files.has(file) || host.fileExists(file),
    readFile: (file) => files.get(file) ?? host.readFile(file),
    getSourceFile: (file, language, ...more) => {
      const text = files.get(file);
      return text === undefined
        ? host.getSourceFile(file, language, ...more)
        : ts.createSourceFile(file, text, language, true);
    },
  });
  return new Map(
    [...texts.keys()].map((name) => {
      const source = program.getSourceFile(join(root, "environments", `${name}.ts`));
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [name, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "))];
    }),
  );
}
