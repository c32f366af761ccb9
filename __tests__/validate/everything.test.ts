import { createApp, createStateApp } from "../../main";
import { everything } from "../coverage/everything";
import { Outdir, root } from "../support/synth-environment";
import { CLEAN, validate } from "./terraform-validate";

/** Every feature of the language and every resource type that there is, also those that no engine here applies. */
const outdir = new Outdir();
const machine = { root, outdir: outdir.path };
afterAll(() => outdir.remove());

createApp(everything, machine).app.synth();

it.each([...outdir.read().keys()])("%s is valid for the real providers, without a warning", async (stack) => {
  expect(await validate(outdir.folder(stack))).toMatchObject(CLEAN);
});

it.each(everything)(
  "the state stack of $name is valid for the real provider, without a warning",
  async (environment) => {
    createStateApp(environment, machine, "s3").synth();
    expect(await validate(outdir.folder("state"))).toMatchObject(CLEAN);
  },
);
