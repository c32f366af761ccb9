import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { usedAwsTypes } from "../../../toolchain/providers/aws-services";

const ROOT = path.resolve(__dirname, "../../..");

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "slipway-types-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

const binding = (name: string, type: string): void =>
  write(`node_modules/@cdktf/provider-aws/lib/${name}/index.js`, `X.tfResourceType = "${type}";\n`);

test("the types behind the imports of constructs and stacks, each once, sorted", () => {
  binding("ecs-service", "aws_ecs_service");
  binding("data-aws-region", "aws_region");
  binding("provider", "aws");
  write(
    "constructs/service/service.ts",
    'import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";\n',
  );
  write("constructs/other.ts", "import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';\n");
  write(
    "stacks/stack.ts",
    'import {\n  DataAwsRegion,\n} from "@cdktf/provider-aws/lib/data-aws-region";\nimport { AwsProvider } from "@cdktf/provider-aws/lib/provider";\n',
  );
  write("cli/x.ts", 'import { X } from "@cdktf/provider-aws/lib/not-counted";\n');
  expect(usedAwsTypes(root)).toEqual(["aws_ecs_service", "aws_region"]);
});

test("an import that leads nowhere is refused", () => {
  write("constructs/x.ts", 'import { X } from "@cdktf/provider-aws/lib/no-such-thing";\n');
  expect(() => usedAwsTypes(root)).toThrow(
    "import of the bindings is not valid:\n  - @cdktf/provider-aws/lib/no-such-thing must be the folder of one resource or data source, got none in node_modules/@cdktf/provider-aws/lib; run npm ci",
  );
});

test("this project's own types are found", () => {
  expect(usedAwsTypes(ROOT)).toEqual(expect.arrayContaining(["aws_ecs_service", "aws_ecs_task_definition"]));
});
