import { questions, type Given } from "../../../cli/init/answers";
import { answersTo, type Ask } from "../../../cli/init/ask";
import type { FoundService } from "../../../cli/init/repository";

const service = (name: string, port?: number): FoundService => ({
  name,
  folder: name,
  ...(port !== undefined && { port }),
  health: "/",
  root: false,
  windows: false,
});
const WEB = [service("web", 3000)];
const SILENT = [service("web")];
const MANY = [service("web", 8080), service("api"), service("worker")];
const ALL = { project: "shop", account: "111122223333", region: "eu-west-1" };

const answers = (services: readonly FoundService[], given: Partial<Given>, ask?: Ask, proposals = {}) =>
  answersTo(questions(services, proposals), { port: [], ...given }, services, ask);
const refusal = (problems: readonly string[]) =>
  `the command is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`;

/** Types one line after the other, and keeps what was asked. */
function typing(...lines: string[]) {
  const asked: string[] = [];
  const ask: Ask = (question) => {
    asked.push(question);
    const line = lines.shift();
    return line === undefined ? Promise.reject(new Error("asked too much")) : Promise.resolve(line);
  };
  return { ask, asked };
}

describe("where nobody is asked", () => {
  test("flags are the answers, and the Dockerfile's port is taken", async () => {
    expect(await answers(WEB, ALL)).toEqual({ ...ALL, ports: { web: 3000 } });
  });

  test("what is found is proposed, and taken", async () => {
    const proposals = { project: "shop", region: "eu-west-1" };
    expect(await answers(WEB, { account: ALL.account }, undefined, proposals)).toEqual({
      ...ALL,
      ports: { web: 3000 },
    });
  });

  test("all that is missing is said at once", async () => {
    await expect(answers(SILENT, {})).rejects.toThrow(
      refusal([
        "--project must be given where nobody is asked, got nothing; first part of every name on AWS",
        "--account must be given where nobody is asked, got nothing; that of the environment dev, 12 digits",
        "--region must be given where nobody is asked, got nothing; for example eu-west-1",
        "--port must be given where nobody is asked, got nothing; for web, whose Dockerfile has no EXPOSE: 3000, or none for a worker",
      ]),
    );
  });

  test("all that is wrong is said at once, in the words of the rules", async () => {
    await expect(
      answers(SILENT, { project: "My Shop", account: "12", region: "mars", port: ["x"] }),
    ).rejects.toThrow(
      refusal([
        '--project must have lower-case letters, digits and single hyphens, start with a letter, and at most 20 characters, got "My Shop"',
        '--account must be an AWS account of 12 digits in quotes, got "12"',
        '--region must be an AWS region that environments/rules/partition.ts lists, such as eu-west-1, got "mars"',
        '--port must be a whole number from 1 to 65535, or none, got "x"',
      ]),
    );
  });
});

test.each<[readonly FoundService[], readonly string[], object]>([
  [SILENT, ["3000"], { web: 3000 }],
  [SILENT, ["web=3000"], { web: 3000 }],
  [SILENT, ["none"], {}],
  [WEB, ["4000"], { web: 4000 }],
  [WEB, ["none"], {}],
  [MANY, ["api=4000", "worker=none"], { web: 8080, api: 4000 }],
  [MANY, ["api=4000", "worker=5000", "web=80"], { web: 80, api: 4000, worker: 5000 }],
])("ports %#: %j", async (services, port, ports) => {
  expect(await answers(services, { ...ALL, port })).toEqual({ ...ALL, ports });
});

test.each<[readonly FoundService[], readonly string[], readonly string[]]>([
  [WEB, ["0"], ['--port must be a whole number from 1 to 65535, or none, got "0"']],
  [WEB, ["65536"], ['--port must be a whole number from 1 to 65535, or none, got "65536"']],
  [WEB, ["webb=1"], ['--port must name one of web, got "webb"; did you mean "web"?']],
  [MANY, ["3000"], ['--port must be <service>=<port> for one of web, api, worker, got "3000"']],
  [MANY, ["api=1"], ["--port must be given for worker, whose Dockerfile has no EXPOSE, got nothing"]],
])("wrong ports %#: %j", async (services, port, problems) => {
  await expect(answers(services, { ...ALL, port })).rejects.toThrow(refusal(problems));
});

describe("at a terminal", () => {
  test("at most four questions are asked, Enter takes what is proposed", async () => {
    const { ask, asked } = typing("", "111122223333", "eu-west-1", "api=4000 worker=none");
    expect(await answers(MANY, {}, ask, { project: "shop" })).toEqual({
      ...ALL,
      ports: { web: 8080, api: 4000 },
    });
    expect(asked).toEqual([
      "Name of the project, first part of every name on AWS [shop]: ",
      "AWS account of the environment dev (12 digits): ",
      "AWS region: ",
      'Ports that api, worker listen on, for example api=3000 worker=3000; "api=none" for a worker: ',
    ]);
  });

  test("what was typed behind the command is not asked", async () => {
    const { ask, asked } = typing("eu-west-1");
    expect(await answers(SILENT, { project: "shop", account: ALL.account, port: ["3000"] }, ask)).toEqual({
      ...ALL,
      ports: { web: 3000 },
    });
    expect(asked).toEqual(["AWS region: "]);
  });

  test("a wrong answer is asked for again, with what is wrong", async () => {
    const { ask, asked } = typing("12", "", "111122223333");
    await answers(WEB, { project: "shop", region: "eu-west-1" }, ask);
    expect(asked).toEqual([
      "AWS account of the environment dev (12 digits): ",
      '  account must be an AWS account of 12 digits in quotes, got "12"\nAWS account of the environment dev (12 digits): ',
      '  account must be an AWS account of 12 digits in quotes, got ""\nAWS account of the environment dev (12 digits): ',
    ]);
  });

  test("a wrong flag is refused before anything is asked", async () => {
    const { ask, asked } = typing();
    await expect(answers(WEB, { account: "12" }, ask)).rejects.toThrow(
      refusal(['--account must be an AWS account of 12 digits in quotes, got "12"']),
    );
    expect(asked).toEqual([]);
  });
});
