import { environmentNames, resolveEnvironment } from "../../environments";
import { createStateApp } from "../../main";
import { Outdir, root } from "../support/synth-environment";
import { CLEAN, validate } from "./terraform-validate";

const outdir = new Outdir();
afterAll(() => outdir.remove());

const stacks = [...outdir.synth(environmentNames).keys()];

it.each(stacks)("%s is valid for the real providers, without a warning", async (stack) => {
  expect(await validate(outdir.folder(stack))).toMatchObject(CLEAN);
});

it("the state stack is valid for the real provider, without a warning", async () => {
  createStateApp(resolveEnvironment("dev", root), { root, outdir: outdir.path }, "s3").synth();
  expect(await validate(outdir.folder("state"))).toMatchObject(CLEAN);
});
