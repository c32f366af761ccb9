import ts from "typescript";

type Named = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** Prints types as a reader wants them: what is of the language is a link, everything else is written out. */
export class Printer {
  /** The types of the language that were printed as links, each once. */
  readonly named: Named[] = [];

  /** @param folder where the types of the language are */
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly folder: string,
  ) {}

  print(node: ts.TypeNode): string {
    if (ts.isUnionTypeNode(node)) return node.types.map((each) => this.print(each)).join(" | ");
    if (ts.isParenthesizedTypeNode(node)) return this.print(node.type);
    if (ts.isTypeOperatorNode(node)) return this.print(node.type);
    if (ts.isArrayTypeNode(node)) return `list of ${this.print(node.elementType)}`;
    if (ts.isTypeLiteralNode(node)) return this.literal(node);
    if (ts.isTypeReferenceNode(node)) return this.reference(node);
    if (ts.isExpressionWithTypeArguments(node)) return this.reference(node);
    return code(this.written(node));
  }

  private literal(node: ts.TypeLiteralNode): string {
    const members = node.members.filter((member) => ts.isPropertySignature(member));
    const printed = members.map((member) => {
      const key = `\`${member.name.getText()}${member.questionToken ? "?" : ""}\``;
      return member.type ? `${key}: ${this.print(member.type)}` : key;
    });
    return `{ ${printed.join(", ")} }`;
  }

  private reference(node: ts.TypeReferenceNode | ts.ExpressionWithTypeArguments): string {
    const name = ts.isTypeReferenceNode(node) ? node.typeName : node.expression;
    const [first, second] = node.typeArguments ?? [];
    switch (name.getText()) {
      case "Readonly":
      case "Partial":
      case "Required":
        return first ? this.print(first) : "";
      case "Record":
        return first && second ? `{ ${this.key(first)}: ${this.print(second)} }` : "";
      default:
        return this.link(node, name);
    }
  }

  /** The keys of a map: `name` for any, else those that there are. */
  private key(node: ts.TypeNode): string {
    return node.kind === ts.SyntaxKind.StringKeyword ? "*name*" : `[${this.print(node)}]`;
  }

  private link(node: ts.TypeNode, name: ts.Node): string {
    const declaration = this.declaration(name);
    if (!declaration || this.isPlain(declaration)) return code(this.written(node));
    if (!this.named.includes(declaration)) this.named.push(declaration);
    return `[${declaration.name.text}](#${declaration.name.text.toLowerCase()})`;
  }

  private declaration(name: ts.Node): Named | undefined {
    let symbol = this.checker.getSymbolAtLocation(name);
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = this.checker.getAliasedSymbol(symbol);
    const declaration = symbol?.declarations?.[0];
    const named =
      declaration && (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration));
    return named && declaration.getSourceFile().fileName.startsWith(this.folder) ? declaration : undefined;
  }

  /** Nothing but words and numbers: its name says less than its values. */
  private isPlain(declaration: Named): boolean {
    if (ts.isInterfaceDeclaration(declaration)) return false;
    const type = this.checker.getTypeAtLocation(declaration);
    const parts = type.isUnion() ? type.types : [type];
    return parts.every((part) => (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0);
  }

  private written(node: ts.TypeNode): string {
    const type = this.checker.getTypeFromTypeNode(node);
    return this.checker.typeToString(
      type,
      undefined,
      ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias,
    );
  }
}

/** Each alternative in backticks of its own, so that a long list breaks between them. */
const code = (text: string): string =>
  text
    .split(" | ")
    .sort(inOrder)
    .map((part) => `\`${part}\``)
    .join(" | ");

/** Numbers by their size, which is not the compiler's order; everything else stays. */
const inOrder = (a: string, b: string): number =>
  Number.isFinite(Number(a)) && Number.isFinite(Number(b)) ? Number(a) - Number(b) : 0;
