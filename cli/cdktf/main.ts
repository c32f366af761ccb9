import { namedTerraform } from "../../toolchain/lasting-terraform";
import { terminalProgress } from "../../toolchain/progress";
import { report } from "../report";
import { runCdktf } from "./run";

/** `npx cdktf ...`: cdktf as it is, except that no Terraform loses its state when a stack fails or the command is ended. */
const options = {
  terraform: namedTerraform(process.env) ?? "terraform",
  cwd: process.cwd(),
  progress: terminalProgress(),
};

runCdktf(process.argv.slice(2), options).then((code) => (process.exitCode = code), report);
