import { commandsOf, shellLines } from "./shell";

const words = (line: string) => commandsOf(line).map((command) => command.words);

it.each([
  ["npx slipway deploy dev   # everything", [["npx", "slipway", "deploy", "dev"]]],
  ["npx cdktf deploy 'dev-*'", [["npx", "cdktf", "deploy", "dev-*"]]],
  [
    "cd shop && npm ci",
    [
      ["cd", "shop"],
      ["npm", "ci"],
    ],
  ],
  ["a | b --c; d", [["a"], ["b", "--c"], ["d"]]],
  ["a --flag=x#y", [["a", "--flag=x#y"]]],
  ["slipway diagram dev > dev.svg", [["slipway", "diagram", "dev"]]],
  [
    'eval "$(npx slipway env local)"',
    [
      ["eval", "$(npx slipway env local)"],
      ["npx", "slipway", "env", "local"],
    ],
  ],
])("%s", (line, expected) => {
  expect(words(line)).toEqual(expected);
});

it("variables in front are not words", () => {
  expect(commandsOf(`A=1 B='{"x": "y"}' npx cdktf diff`)).toEqual([
    { variables: { A: "1", B: '{"x": "y"}' }, words: ["npx", "cdktf", "diff"] },
  ]);
});

it("a script is lines without comments and with their continuations", () => {
  expect(shellLines("# first\na \\\n  b\n\nc\n", "sh").map(({ text }) => text)).toEqual(["a  b", "c"]);
});

it("a console block is commands with what they print", () => {
  expect(shellLines("$ a\nx\ny\n$ b\n", "console")).toEqual([
    { text: "a", output: "x\ny\n" },
    { text: "b", output: "" },
  ]);
  expect(() => shellLines("a\n", "console")).toThrow('a console block must begin with "$ ", got a');
});
