import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProjectCopy, ProjectFolder } from "../../support/project-copy";
import { finish } from "../../support/slipway";
import { root } from "../../support/synth-environment";

const APPLICATION = join(root, "__tests__/integration/releases/app");

/** A project and the application that it deploys. */
export interface DeployedApplication {
  readonly project: ProjectFolder;
  /** Folder of the application, absolute. */
  readonly folder: string;
  /** The folder as the environments name it. */
  readonly context: string;
}

/** An application in a copy of this project. */
export function inCopy(): DeployedApplication {
  const project = new ProjectCopy();
  const context = "apps/web";
  const folder = join(project.path, context);
  cpSync(APPLICATION, folder, { recursive: true });
  return { project, folder, context };
}

/** A repository of an application, with the project that `slipway init` writes into it. */
export async function initialised(): Promise<DeployedApplication> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-project-"));
  cpSync(APPLICATION, folder, { recursive: true });
  const answers = [
    "--project",
    "shop",
    "--account",
    "000000000000",
    "--region",
    "us-east-1",
    "--port",
    "none",
  ];
  const { code, stderr } = await finish(
    process.execPath,
    [join(root, "cli/slipway.js"), "init", ...answers],
    {
      cwd: folder,
    },
  );
  if (code !== 0) throw new Error(stderr);
  return { project: new ProjectFolder(join(folder, "infrastructure"), folder), folder, context: ".." };
}
