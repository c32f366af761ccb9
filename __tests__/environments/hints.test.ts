import type { EnvironmentInput } from "../../environments/input";
import { VALUE_WORDS } from "../../environments/other-values";
import { PROPERTY_WORDS, propertyFor } from "../../environments/other-words";
import { readInput } from "../../environments/read-input";
import { inputs } from "../coverage/everything";
import { placesIn } from "../fuzz/places";
import { withinTime } from "../fuzz/time-limit";
import { inputWith, problemsOf } from "../support/language";

const hints = (problems: readonly string[]) => problems.map((each) => each.replace(/^.*?, got /, ""));

describe("a value in another spelling or another tool's word", () => {
  it.each<[object, string]>([
    [
      { linux: { capabilities: { add: ["CAP_SYS_PTRACE"] } } },
      '"CAP_SYS_PTRACE"; did you mean "SYS_PTRACE"?',
    ],
    [{ linux: { capabilities: { drop: ["all"] } } }, '"all"; did you mean "ALL"?'],
    [{ architecture: "ARM64" }, '"ARM64"; did you mean "arm64"?'],
    [{ architecture: "amd64" }, '"amd64"; did you mean "x86_64"?'],
    [{ architecture: "aarch64" }, '"aarch64"; did you mean "arm64"?'],
    [{ architecture: "linux/arm64" }, '"linux/arm64"; did you mean "arm64"?'],
    [{ platform: "windows" }, '"windows"; did you mean "windows-server-2022-core"?'],
    [{ platform: "Linux" }, '"Linux"; did you mean "linux"?'],
    [{ platform: "linux/amd64" }, '"linux/amd64"; did you mean "linux"?'],
    [{ rollout: "bluegreen" }, '"bluegreen"; did you mean "blue-green"?'],
    [{ sidecars: ["xray"] }, '"xray"; did you mean "x-ray"?'],
    [{ ulimits: { nofiles: 1024 } }, '"nofiles"; did you mean "nofile"?'],
    [{ ulimits: { RLIMIT_NOFILE: 1024 } }, '"RLIMIT_NOFILE"; did you mean "nofile"?'],
    [{ dependsOn: { job: "service_healthy" } }, '"service_healthy"; did you mean "HEALTHY"?'],
    [
      {
        rollout: {
          strategy: "blue-green",
          hooks: [{ lambda: "arn:aws:lambda:eu-west-1:111122223333:function:x", stages: ["preScaleUp"] }],
        },
      },
      '"preScaleUp"; did you mean "pre-scale-up"?',
    ],
  ])("is answered with the accepted one: %j", (service, expected) => {
    expect(hints(problemsOf({}, service))).toEqual([expected]);
  });

  it("does not list more than 12 values beside the near one", () => {
    expect(problemsOf({}, { linux: { capabilities: { drop: ["all"] } } })).toEqual([
      'services.web.linux.capabilities.drop[0] must be one of the 38 known values, got "all"; did you mean "ALL"?',
    ]);
    expect(problemsOf({}, { linux: { capabilities: { drop: ["nothing"] } } })[0]).toMatch(
      /must be one of "ALL", .*"WAKE_ALARM", got "nothing"$/,
    );
  });
});

describe("a value in another form", () => {
  it.each<[object, object, string]>([
    [{}, { secrets: { A: "token" } }, '"token"; write { secret: "token" }'],
    [{}, { secrets: { A: "/shop/token" } }, '"/shop/token"; write { parameter: "/shop/token" }'],
    [
      {},
      { secrets: { A: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf" } },
      '"arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf"; write { secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf" }',
    ],
    [{}, { route: "/*" }, '"/*"; write { path: "/*" }'],
    [{}, { containerMemory: 512 }, "512; write { hardMiB: 512 }"],
    [{}, { count: "2" }, '"2"; write 2 without quotes'],
    [{}, { port: "3000" }, '"3000"; write 3000 without quotes'],
    [{}, { exec: "true" }, '"true"; write true without quotes'],
    [{}, { environment: { PORT: 3000 } }, '3000; write "3000" in quotes'],
    [{}, { migrate: ["npm", "run"] }, '["npm","run"]; write { command: ["npm", "run"] }'],
    [{ account: 111122223333 }, {}, '111122223333; write "111122223333" in quotes'],
    [{ logs: 30 }, {}, "30; write { retentionDays: 30 }"],
    [{}, { volumes: { data: "/data" } }, '"/data"; write { mount: "/data" }'],
    [{}, { route: "no path" }, '"no path"'],
    [{}, { rollout: { strategy: "canary", percent: "5" } }, '"5"; write 5 without quotes'],
  ])("is answered with the accepted form: %j %j", (change, service, expected) => {
    expect(hints(problemsOf(change, service))).toContain(expected);
  });

  it.each<[object, object, string]>([
    [{ services: { s: "nginx" } }, {}, '"nginx"'],
    [{ services: { s: "nginx:1.27" } }, {}, '"nginx:1.27"'],
    [{ domain: "a.co.uk" }, {}, '"a.co.uk"'],
    [{ domain: ["example.com"] }, {}, '"example.com"'],
    [{ network: true }, {}, "true"],
    [{ loadBalancer: 80 }, {}, "80"],
    [{}, { size: 512 }, "512"],
    [{}, { size: 256 }, "256"],
    [{}, { size: "small" }, '"small"'],
    [{}, { containers: { side: "a/b:1" } }, '"a/b:1"'],
    [{}, { volumes: { data: "data" } }, '"data"'],
    [{}, { linux: 64 }, "64"],
  ])("has no form where another one can be meant: %j %j", (change, service, expected) => {
    expect(hints(problemsOf(change, service))).toContain(expected);
  });

  it("is answered in little time in thousands of containers", () => {
    const side = Array.from({ length: 5000 }, (_, index) => [`c${index}`, "nginx"]);
    const input = inputWith({}, { containers: Object.fromEntries(side) });
    expect(withinTime(() => readInput(input), 1).problems).toHaveLength(5000);
  });

  it("names the property of an existing network", () => {
    expect(problemsOf({ network: { vpcId: "vpc-0a1b" } })).toContain(
      'network.vpcId must be a known property, got "vpcId"; did you mean "vpc"?',
    );
  });
});

/** The literal that a problem suggests. */
function suggested(problem: string): unknown {
  const [, near, form] =
    /; (?:did you mean (.+?)\?|write (.+?)(?: without quotes| in quotes|, whose sign is reversed)?)$/.exec(
      problem,
    ) ?? [];
  const text = near ?? form;
  return text === undefined ? undefined : JSON.parse(text.replaceAll(/([{,] )(\w+): /g, '$1"$2": '));
}

/** An environment in which one place has another value. */
function changed(input: unknown, index: number, value: unknown) {
  const copy = structuredClone(input);
  const { parent, key } = placesIn(copy)[index] ?? { parent: [], key: "" };
  (parent as Record<string, unknown>)[key] = value;
  return copy;
}

/** What a user might write in place of a value. */
function mistakes(value: unknown): unknown[] {
  if (Array.isArray(value)) return [value[0]];
  if (typeof value === "object" && value !== null) return [...Object.values(value), 512, "x", "/*", true];
  const text = String(value);
  return [
    ...(typeof value === "string" ? [] : [text]),
    text.toUpperCase(),
    text.replaceAll(/[-_/]/g, ""),
    `CAP_${text}`,
    text.slice(0, -1),
    [value],
  ];
}

/** A suggestion that is the value itself, or that is refused in its place, with the problems that it has there. */
function badSuggestion(input: unknown, index: number, wrong: unknown): string[] {
  const copy = changed(input, index, wrong);
  const [problem, ...others] = readInput(copy).problems.filter(
    (each) => !/ known propert| placeholders | as a name /.test(each),
  );
  if (problem === undefined || others.length > 0 || !problem.includes(`got ${JSON.stringify(wrong)}`))
    return [];
  const right = suggested(problem);
  if (right === undefined) return [];
  const [path = ""] = problem.split(" must ");
  // Another kind of a setting can need other properties beside it.
  const rest = readInput(changed(input, index, right)).problems.filter((each) => each.startsWith(path));
  return JSON.stringify(right) === JSON.stringify(wrong) || rest.length > 0 ? [problem, ...rest] : [];
}

const { name, account, region } = inputs.everything ?? { name: "", account: "", region: "" };
const collector = { image: ".", sidecars: [{ kind: "adot" as const, protocol: "grpc" as const }] };
/** Each service alone, and each environment without its services: small ones are read faster. */
const parts: readonly EnvironmentInput[] = [
  ...Object.values(inputs).map((input) => ({ ...input, services: { web: { image: "." } } })),
  ...[...Object.values(inputs).flatMap(({ services }) => Object.values(services)), collector].map((web) => ({
    name,
    account,
    region,
    services: { web },
  })),
];
/** Places with different values; the same property with the same value is read once. */
const places = [
  ...new Map(
    parts.flatMap((input) =>
      placesIn(input).map(({ parent, key }, index) => {
        const value = (parent as Record<string, unknown>)[key];
        return [`${key} ${JSON.stringify(value)}`, { input, index, value }] as const;
      }),
    ),
  ).values(),
];
const NO_VALUE = "?!";
/** The problems of each place with a value, or a property, that nothing resembles. */
const refused = [
  ...readInput({ ...inputs.everything, [NO_VALUE]: 1 }).problems.map((problem) => ({
    problem,
    at: undefined,
  })),
  ...places.flatMap((at) => {
    const { input, index, value } = at;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    const wrong = isObject ? { ...value, [NO_VALUE]: 1 } : NO_VALUE;
    return readInput(changed(input, index, wrong)).problems.map((problem) => ({ problem, at }));
  }),
];
const listsOf = (pattern: RegExp) =>
  refused.flatMap(({ problem, at }) => {
    const [, list] = pattern.exec(problem) ?? [];
    return list === undefined ? [] : [{ list: list.split(", "), at }];
  });

describe("every suggestion", () => {
  it("is accepted in its place", () => {
    // Each kind of mistake in every third place.
    const bad = places.flatMap(({ input, index, value }, at) =>
      mistakes(value)
        .filter((_, kind) => (at + kind) % 3 === 0)
        .flatMap((wrong) => badSuggestion(input, index, wrong)),
    );
    expect(bad).toEqual([]);
  });

  const lists = listsOf(/must be one of (".*"), got /);

  it("is accepted in its place for the words of other tools", () => {
    const different = new Map(lists.map((each) => [String(each.list), each.at]));
    const bad = [...different.values()].flatMap((at) =>
      at === undefined
        ? []
        : [...VALUE_WORDS.keys()].flatMap((word) => badSuggestion(at.input, at.index, word)),
    );
    expect(bad).toEqual([]);
  });

  it("is a value that a setting has", () => {
    const values = lists.flatMap(({ list }) => list);
    const unknown = [...VALUE_WORDS.values()]
      .flat()
      .filter((value) => !values.includes(JSON.stringify(value)));
    expect(unknown).toEqual([]);
  });

  it("is a property that an object has", () => {
    const objects = listsOf(/; known are (.*)$/).map(({ list }) => list);
    const useless = [...PROPERTY_WORDS.keys()].filter(
      (word) => !objects.some((known) => propertyFor(word, known) !== undefined),
    );
    expect(useless).toEqual([]);
    const unknown = [...PROPERTY_WORDS.values()].flat().filter((each) => !objects.flat().includes(each));
    expect(unknown).toEqual([]);
  });
});
