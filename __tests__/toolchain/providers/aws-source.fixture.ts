import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const MODULE = "github.com/hashicorp/terraform-provider-aws";
const SDK = "github.com/aws/aws-sdk-go-v2/service";

export interface FakeService {
  /** The name constant under which the service registers. */
  readonly name: string;
  readonly sdk: string;
  readonly types: readonly string[];
  /** Go code of the service. */
  readonly code?: string;
  /** Packages of the provider that it imports. */
  readonly imports?: readonly string[];
}

const imports = (names: readonly string[]): string =>
  `import (\n\t"context"\n${names.map((name) => `\t"${name}"\n`).join("")})\n`;

/** A source tree in the form of the AWS provider's, as far as it matters here. */
export function fakeAwsSource(services: Readonly<Record<string, FakeService>>, core = ""): string {
  const root = mkdtempSync(path.join(tmpdir(), "slipway-aws-source-"));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const names = Object.keys(services);
  const all = Object.values(services);
  write("main.go", `package main\n${imports([`${MODULE}/internal/provider/sdkv2`])}`);
  write("version/VERSION", "6.34.0\n");
  write("names/names.go", "package names\n");
  write("website/docs/index.md", "left out\n");
  write("internal/conns/conns.go", `package conns\n${core}\n`);
  write(
    "internal/provider/sdkv2/service_packages_gen.go",
    [
      `package sdkv2\n\n${imports([`${MODULE}/internal/conns`, ...names.map((name) => `${MODULE}/internal/service/${name}`)])}`,
      "func servicePackages(ctx context.Context) []conns.ServicePackage {",
      "\tv := []conns.ServicePackage{",
      ...names.map((name) => `\t\t${name}.ServicePackage(ctx),`),
      "\t}\n}\n",
    ].join("\n"),
  );
  write(
    "internal/conns/awsclient_gen.go",
    `package conns\n\n${imports([...new Set(all.map(({ sdk }) => `${SDK}/${sdk}`))])}\n${all
      .map(
        ({ name, sdk }) =>
          `func (c *AWSClient) ${name}Client(ctx context.Context) *${sdk}.Client {\n\treturn errs.Must(client[*${sdk}.Client](ctx, c, names.${name}, make(map[string]any)))\n}\n`,
      )
      .join("\n")}`,
  );
  for (const [folder, service] of Object.entries(services)) {
    const at = `internal/service/${folder}`;
    write(
      `${at}/service_package_gen.go`,
      `package ${folder}\n${service.types.map((type) => `\t\t\tTypeName: "${type}",\n`).join("")}\nfunc (p *servicePackage) ServicePackageName() string {\n\treturn names.${service.name}\n}\n`,
    );
    const own = (service.imports ?? []).map((name) => `${MODULE}/${name}`);
    write(`${at}/${folder}.go`, `package ${folder}\n${imports(own)}${service.code ?? ""}\n`);
    write(`${at}/${folder}_test.go`, "package x\n// meta.ForbiddenClient(ctx)\n");
    write(`${at}/smarterr.hcl`, "embedded\n");
    write(`${at}/testdata/main.tf`, "left out\n");
  }
  return root;
}
