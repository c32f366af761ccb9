import { exported } from "../../cli/variables";
import { LASTING_TERRAFORM } from "../../toolchain/lasting-terraform";
import { FakeMachine, finish, slipway, TERRAFORM_1_11 } from "../support/slipway";

// Each command is a process of its own.
test.each(["plain", "two words", `it's "quoted"`, "$HOME `date` \\n", "a\nb", "", "-n", "{}*?[x]"])(
  "a POSIX shell reads %j back",
  async (value) => {
    const script = `${exported("VALUE", value)}\nprintf %s "$VALUE"`;
    expect(await finish("sh", ["-c", script])).toEqual({ code: 0, stdout: value, stderr: "" });
  },
);

describe("slipway env", () => {
  const machine = new FakeMachine().program("terraform", TERRAFORM_1_11);
  afterAll(() => machine.remove());

  it("prints nothing but exports on its standard output, for eval", async () => {
    const { code, stdout, stderr } = await slipway(["env"], { env: machine.env });
    expect([code, stdout.split("\n").filter((line) => line !== "" && !line.startsWith("export "))]).toEqual([
      0,
      [],
    ]);
    expect(stderr).toContain("terraform 1.11.4");
    const { stdout: seen } = await finish("sh", ["-c", `${stdout}\nenv`], { env: machine.env });
    expect(seen).toContain(`TERRAFORM_BINARY_NAME=${LASTING_TERRAFORM}\n`);
    expect(seen).toContain(`SLIPWAY_TERRAFORM=${machine.folder}/bin/terraform\n`);
    expect(seen).toContain("CHECKPOINT_DISABLE=1\n");
  });
});
