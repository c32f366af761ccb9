import { join, relative } from "node:path";
import ts from "typescript";
import { Printer } from "./printer";

/** A property of the environment language, as its doc comment tells it. */
export interface Property {
  readonly name: string;
  readonly required: boolean;
  /** In TypeScript's words; names of other types are links into the reference. */
  readonly type: string;
  /** Unit, range and what it makes; empty when the source says nothing. */
  readonly text: string;
  readonly default?: string;
}

/** An interface of the language, or a type that is one of several. */
export interface LanguageType {
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
  readonly properties: readonly Property[];
  /** What it can be, for a type without properties of its own. */
  readonly oneOf?: string;
  /** The types whose properties it has too. */
  readonly extends: readonly string[];
  /** The types that it names, in their order. */
  readonly uses: readonly string[];
}

const ENTRY = "environments/input.ts";

/** Every type that can be written in an environment, from `EnvironmentInput` on, in the order of their first use. */
export function readLanguage(root: string): LanguageType[] {
  const program = ts.createProgram([join(root, ENTRY)], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node20,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const found = new Map<string, LanguageType>();
  const waiting: (ts.InterfaceDeclaration | ts.TypeAliasDeclaration)[] = [
    startOf(program, checker, join(root, ENTRY)),
  ];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (found.has(next.name.text)) continue;
    const printer = new Printer(checker, join(root, "environments"));
    found.set(next.name.text, read(next, checker, printer, root));
    waiting.unshift(...printer.named);
  }
  return [...found.values()];
}

function startOf(program: ts.Program, checker: ts.TypeChecker, file: string): ts.InterfaceDeclaration {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module?.exports?.get(ts.escapeLeadingUnderscores("EnvironmentInput"));
  const declaration = symbol?.declarations?.[0];
  if (declaration && ts.isInterfaceDeclaration(declaration)) return declaration;
  throw new Error(`${file} has no interface EnvironmentInput`);
}

function read(
  declaration: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
  checker: ts.TypeChecker,
  printer: Printer,
  root: string,
): LanguageType {
  const base = {
    name: declaration.name.text,
    file: relative(root, declaration.getSourceFile().fileName).replaceAll("\\", "/"),
    text: comment(checker.getSymbolAtLocation(declaration.name), checker),
  };
  if (ts.isTypeAliasDeclaration(declaration)) {
    const oneOf = printer.print(declaration.type);
    const properties = literals(declaration.type).flatMap((each) => inside(each, checker, printer, ""));
    return { ...base, properties, oneOf, extends: [], uses: names(printer) };
  }
  const clauses = declaration.heritageClauses?.flatMap((clause) => [...clause.types]) ?? [];
  const parents = clauses.map((clause) => printer.print(clause));
  const properties = declaration.members
    .filter((member) => ts.isPropertySignature(member))
    .flatMap((member) => [
      property(member, checker, printer, ""),
      ...literals(member.type).flatMap((each) => inside(each, checker, printer, `${member.name.getText()}.`)),
    ]);
  return { ...base, properties, extends: parents, uses: names(printer) };
}

const names = (printer: Printer) => printer.named.map(({ name }) => name.text);

/** The object types that stand in a type without a name of their own. */
function literals(node: ts.TypeNode | undefined): ts.TypeLiteralNode[] {
  if (!node) return [];
  if (ts.isTypeLiteralNode(node)) return [node];
  if (ts.isUnionTypeNode(node)) return node.types.flatMap(literals);
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return literals(node.type);
  if (ts.isArrayTypeNode(node)) return literals(node.elementType);
  if (ts.isTypeReferenceNode(node)) return (node.typeArguments ?? []).flatMap(literals);
  return [];
}

/** Those of its properties that say something themselves; the others are told by the property that they are in. */
const inside = (
  literal: ts.TypeLiteralNode,
  checker: ts.TypeChecker,
  printer: Printer,
  path: string,
): Property[] =>
  literal.members
    .filter((member) => ts.isPropertySignature(member))
    .flatMap((member) => [
      property(member, checker, printer, path),
      ...literals(member.type).flatMap((each) =>
        inside(each, checker, printer, `${path}${member.name.getText()}.`),
      ),
    ])
    .filter(({ text }) => text !== "");

function property(
  member: ts.PropertySignature,
  checker: ts.TypeChecker,
  printer: Printer,
  path: string,
): Property {
  const symbol = checker.getSymbolAtLocation(member.name);
  const tag = symbol?.getJsDocTags(checker).find(({ name }) => name === "default");
  return {
    name: `${path}${member.name.getText()}`,
    required: member.questionToken === undefined,
    type: member.type ? printer.print(member.type) : "",
    text: comment(symbol, checker),
    ...(tag && { default: oneLine(ts.displayPartsToString(tag.text)) }),
  };
}

const comment = (symbol: ts.Symbol | undefined, checker: ts.TypeChecker): string =>
  oneLine(ts.displayPartsToString(symbol?.getDocumentationComment(checker)));

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
