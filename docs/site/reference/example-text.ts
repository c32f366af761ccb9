import ts from "typescript";

const PLACES = { environment: "in the environment", service: "in a service" } as const;

/** The examples by name, as their source reads: without the braces around them, moved to the left. */
export function shownExamples(source: string): Map<string, string> {
  const file = ts.createSourceFile("examples.ts", source, ts.ScriptTarget.ES2022, true);
  const shown = new Map<string, string>();
  ts.forEachChild(file, (statement) => {
    if (!ts.isVariableStatement(statement)) return;
    for (const [name, example] of entries(statement.declarationList.declarations[0]?.initializer)) {
      const parts = entries(example).map(([place, properties]) => {
        const inner = properties.getText().slice(1, -1).trimEnd();
        return `// ${PLACES[place as keyof typeof PLACES]}\n${dedented(inner)}`;
      });
      shown.set(name, parts.join("\n"));
    }
  });
  return shown;
}

function entries(node: ts.Expression | undefined): [string, ts.Expression][] {
  if (node === undefined) return [];
  if (ts.isSatisfiesExpression(node) || ts.isAsExpression(node)) return entries(node.expression);
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties
    .filter((each) => ts.isPropertyAssignment(each))
    .map((each) => [each.name.getText(), each.initializer]);
}

function dedented(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin)).join("\n");
}
