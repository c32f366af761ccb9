import fc from "fast-check";

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

const throwing = Object.defineProperty({}, "port", {
  enumerable: true,
  get: () => {
    throw new Error("no");
  },
});

/** Texts that mean something to Terraform, cdktf, a shell, a terminal, a log, JavaScript or a pattern. */
export const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "/",
  ".",
  "..",
  "../../../etc",
  "/etc/passwd",
  "C:\\Windows",
  "~",
  "*",
  "-",
  "--help",
  "null",
  "undefined",
  "[object Object]",
  "0",
  "true",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "${environment}",
  "$${environment}",
  "${DB_HOST}",
  '${file("/etc/hostname")}',
  "%{ if true }x%{ endif }",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.0]}",
  "${",
  "}",
  "${".repeat(20_000),
  "a\n::error::b",
  "a\u0000b",
  "\u001b[31mred",
  "\u202eabc",
  "\ud800",
  "\u2028",
  "é",
  "名前",
  "😀".repeat(40),
  `${"a".repeat(40)}!`,
  `${"a-".repeat(40)}!`,
  `a@${"b.".repeat(200)}`,
  "a".repeat(256),
  "a".repeat(70_000),
  "\"'`\\",
  "arn:aws:kms:nonsense",
  "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "arn:aws:kms:us-east-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "arn:aws-cn:iam::111122223333:role/x",
  "10.0.0.0/8",
  "300.0.0.0/16",
  "0.0.0.0/0",
  "localhost",
  "shop.example.com",
  "*.example.com",
  "nginx:latest",
  "my_app:1.0",
  "rate(0 minutes)",
  "cron(* * * * ? *)",
];

/** What an environment file without types can hold, and JSON cannot. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...HOSTILE_TEXTS) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[undefined, null, true, false, 0, -0, 1, -1, 0.5, 1e21, 2 ** 53, NaN, Infinity, 65_536, 100_000],
      ...[[], {}, [[]], [""], { "": "" }, 1n, Symbol("x"), () => 1, new Date(0), new Map(), cyclic, throwing],
      JSON.parse('{"__proto__":{"port":1}}'),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double() },
);

/** Names that a record may get. */
export const hostileKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);
