import fc from "fast-check";
import { HOSTILE_TEXTS } from "./hostile-values";

const NAMES = ["build", "base", "App", "a1", "scratch"] as const;
const VARIABLES = ["APP_UID", "VERSION", "BASE", "TARGETARCH", "é"] as const;

const name = fc.constantFrom(...NAMES);
const variable = fc.constantFrom(...VARIABLES);
const hostileText = fc.constantFrom(...HOSTILE_TEXTS);

/** Substitutions, right and wrong ones. */
const reference = fc
  .tuple(
    variable,
    fc.constantFrom("", ":-app", "-", ":+1", "+x", ":?no", "#*/", "##a*", "%.*", "%%*", "/a/b", "//o/0", ":"),
  )
  .chain(([variable, operator]) =>
    fc.constantFrom(`$${variable}`, `\${${variable}${operator}}`, `\${${variable}${operator}`),
  );
const word = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("app", "0", "root", "1000:1000", "3000/tcp", '"a b"', "'x'", "a\\ b"),
  },
  { weight: 3, arbitrary: reference },
  { weight: 1, arbitrary: hostileText },
);
const words = fc.array(word, { maxLength: 3 }).map((each) => each.join(" "));
const marks = fc.constantFrom("<<EOF", "<<-EOF", '<<"EOF"', "3<<EOF", "<< EOF", "<<A <<B", "<<", "<<<EOF");
const ends = fc.constantFrom("EOF", "\tEOF", "EOF ", "A\nx\nB", "");

const instruction = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(name, name).map(([base, as]) => `FROM ${base} AS ${as}`) },
  { weight: 3, arbitrary: fc.oneof(word, name).map((base) => `FROM ${base}`) },
  { weight: 4, arbitrary: word.map((user) => `USER ${user}`) },
  { weight: 3, arbitrary: fc.tuple(variable, word).map(([key, value]) => `ARG ${key}=${value}`) },
  { weight: 2, arbitrary: variable.map((key) => `ARG ${key}`) },
  { weight: 3, arbitrary: fc.tuple(variable, word).map(([key, value]) => `ENV ${key}=${value}`) },
  { weight: 1, arbitrary: fc.tuple(variable, words).map(([key, value]) => `ENV ${key} ${value}`) },
  { weight: 2, arbitrary: words.map((ports) => `EXPOSE ${ports}`) },
  { weight: 2, arbitrary: words.map((command) => `RUN ${command}`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("RUN", "COPY", "ONBUILD RUN"), marks, words, ends)
      .map(([keyword, mark, text, end]) => `${keyword} ${mark} /x\nUSER ${text}\n${end}`),
  },
  { weight: 1, arbitrary: words.map((text) => `ONBUILD USER ${text}`) },
  { weight: 1, arbitrary: words.map((text) => `HEALTHCHECK CMD ${text} \\\n  # comment\n\n  && true`) },
  { weight: 1, arbitrary: words.map((text) => `# ${text}`) },
  { weight: 1, arbitrary: fc.constantFrom("# escape=`", "# syntax=docker/dockerfile:1", "# check=skip=all") },
  { weight: 1, arbitrary: hostileText },
);

/** Cuts a text, or puts one in, at any place. */
const damage = fc
  .tuple(fc.nat(), fc.nat({ max: 20 }), fc.oneof(hostileText, fc.string({ unit: "binary", maxLength: 8 })))
  .map(([at, length, text]) => (file: string) => {
    const place = at % (file.length + 1);
    return `${file.slice(0, place)}${text}${file.slice(place + length)}`;
  });

const file = fc
  .tuple(
    fc.array(instruction, { maxLength: 3 }),
    fc.array(instruction, { maxLength: 12 }),
    fc.constantFrom("\n", "\n", "\r\n", "\n\n", " \\\n"),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(damage, { maxLength: 2 }) },
    ),
  )
  .map(([before, after, end, damages]) =>
    damages.reduce((text, change) => change(text), [...before, "FROM node", ...after].join(end)),
  );

/** A Dockerfile, and a build of it in an environment. */
export const dockerfileCases = fc.record({
  dockerfile: file,
  input: fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: fc.record({ target: fc.oneof(name, hostileText) }) },
        {
          weight: 1,
          arbitrary: fc.record({
            args: fc.dictionary(variable, word, { maxKeys: 2, noNullPrototype: true }),
          }),
        },
      ),
      fc.constantFrom({}, {}, { user: "1000" }),
    )
    .map(([build, user]) => ({
      name: "qa",
      account: "111122223333",
      region: "eu-west-1",
      services: { web: { image: { context: "app", ...build }, port: 3000, ...user } },
    })),
});
