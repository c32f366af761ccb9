import { declaredArguments, readDockerfile } from "../../../environments/dockerfile/dockerfile";
import { imageFacts } from "../../../environments/dockerfile/image";
import { withinTime } from "../../fuzz/time-limit";

/** Facts of the last stage. */
function factsOf(text: string) {
  const dockerfile = readDockerfile(text);
  const stage = dockerfile.stages.at(-1);
  return stage && imageFacts(dockerfile, stage, {});
}

const replacement = (operator: string, end: string) =>
  `FROM a\nARG A=${"a".repeat(20_000)}\nUSER \${A${operator}*${"a".repeat(500)}${end}}\n`;

describe("declaredArguments", () => {
  it.each<[string, string, readonly string[]]>([
    ["before FROM and in stages", "ARG A\nFROM a\nARG B=1\nFROM b\narg C\n", ["A", "B", "C"]],
    ["several in one instruction", "FROM a\nARG A=1 B \\\n  # last\n  C='x y'\n", ["A", "B", "C"]],
    ["in a trigger", "FROM a\nONBUILD ARG A\n", ["A"]],
  ])("finds arguments %s", (_, text, names) =>
    expect([...declaredArguments(readDockerfile(text))]).toEqual(names),
  );

  it("ignores heredocs, continued lines and comments", () => {
    const text = "FROM a\nRUN <<EOF\nARG A\nEOF\nRUN echo \\\nARG B\n# ARG C\n";
    expect(declaredArguments(readDockerfile(text)).size).toBe(0);
  });
});

describe("imageFacts", () => {
  it("keeps a variable as written that only the base image knows", () => {
    const text = "FROM a\nENV U=$APP_UID\nUSER $U:${GID}\nEXPOSE ${PORT#1}\n";
    expect(factsOf(text)).toEqual({ base: "a", user: "$APP_UID:${GID}", ports: ["${PORT#1}"] });
  });

  it("keeps a variable as written that only the machine knows", () => {
    expect(factsOf("FROM tools-${BUILDARCH}\n")?.base).toBe("tools-${BUILDARCH}");
  });

  it("keeps a word as written that Docker cannot read", () => {
    expect(factsOf('FROM a\nUSER "app\n')?.user).toBe('"app');
    expect(factsOf("FROM a\nUSER ${U:?must be set}\n")?.user).toBe("${U:?must be set}");
    expect(factsOf("FROM scratch\nUSER ${U:?must be set}\n")?.user).toBe("${U:?must be set}");
  });

  it("applies ENV again at the beginning of a stage", () => {
    const stage = "FROM scratch AS base\nENV U=env\nARG U=arg\nUSER $U\n";
    expect(factsOf(stage)?.user).toBe("arg");
    expect(factsOf(`${stage}FROM base\nUSER $U\n`)?.user).toBe("env");
  });

  it("reads a user called like a member of every object", () => {
    expect(factsOf("FROM scratch\nARG constructor\nUSER x${constructor}${toString}\n")?.user).toBe("x");
  });

  it.each(["${A:-", "$A", "<<", '"', "\\", "a "])("reads the longest line of %j in seconds", (part) => {
    const text = part.repeat(60_000 / part.length);
    const start = performance.now();
    factsOf(`FROM a\nARG A=${text}\nENV B ${text}\nUSER ${text}\nRUN ${text}\n`);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("matches patterns with many stars in linear time", () => {
    const start = performance.now();
    for (const pattern of ["%*a*a*a*a*a*a*a*ab", "#*a*a*a*a*a*a*a*ab", "/*a*a*a*a*a*a*a*ab/x"]) {
      factsOf(`FROM a\nARG X=${"a".repeat(2000)}\nUSER \${X${pattern}}\n`);
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it.each([
    ["carriage returns within a line", `FROM a\nRUN x${"\r".repeat(200_000)}y\nUSER app\n`],
    ["a long value and a long pattern", replacement("//", "/b")],
    ["a long value and a long prefix", replacement("##", "")],
    ["a long value and a long suffix", replacement("%%", "")],
  ])("reads %s in a second", (_, text) => expect(() => withinTime(() => factsOf(text), 1)).not.toThrow());

  it.each(["ONBUILD ", "<<A "])("reads a line of many %j in seconds", (part) => {
    const start = performance.now();
    factsOf(`FROM a\n${part.repeat(3000)}RUN x\nRUN ${part.repeat(3000)}\n`);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("does not expand a value without end", () => {
    const doubled = "ENV A=$A$A$A$A\n".repeat(20);
    expect(factsOf(`FROM scratch\nARG A=0123456789\n${doubled}USER x\n`)?.user).toBe("x");
  });
});
