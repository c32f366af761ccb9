// `__tests__/validate/docker-context.test.ts` compares each of these with Docker itself.

/** Ignore files, with paths that they leave out and paths that they send. */
export const PATTERNS: readonly [text: string, ignored: readonly string[], sent: readonly string[]][] = [
  ["build/", ["build", "build/a"], ["Build", "Build/Main.java", "a/build"]],
  ["*.md", ["a.md"], ["README.MD", "a/b.md"]],
  ["**.log", ["x.log", "a/x.log", ".log"], ["x.logs"]],
  ["**/x.log", ["x.log", "a/b/x.log"], ["ax.log"]],
  ["a**", ["a", "ab", "a/b", "ab/c"], ["b/a"]],
  ["a**b", ["ab", "ax/b", "a/x/b"], ["axb", "b"]],
  ["a/**", ["a/b", "a/b/c"], ["a"]],
  ["**", ["a", "a/b"], []],
  ["***.js", ["a.js", "b/a.js"], ["a.jsx"]],
  ["a.b*c.d", ["a.bc.d", "a.bxc.d"], ["a.bc", "aXbc.d", "a.b/c.d", "a.b.d"]],
  ["*|x", ["ab", "b/x", "a/b"], []],
  ["*/*.tmp", ["a/b.tmp"], ["b.tmp", "a/b/c.tmp"]],
  ["?.txt", ["a.txt", "ü.txt"], ["ab.txt", ".txt"]],
  ["[a-c].txt", ["a.txt"], ["d.txt", "[a-c].txt"]],
  ["[^a-c].txt", ["d.txt"], ["a.txt"]],
  ["\\#a", ["#a"], ["\\#a"]],
  ["\\!a", ["!a"], ["a"]],
  ["a\\*", ["a*"], ["ab"]],
  ["a.b+c(d)$", ["a.b+c(d)$"], ["aXb+c(d)$"]],
  ["/a", ["a"], ["b/a"]],
  ["./a//b/../c/", ["a/c"], ["a/b", "a"]],
  ["../a", [], ["a", "b/a"]],
  [".", [], ["a"]],
  ["/", [], ["a"]],
  ["..", [], ["a"]],
  ["  a b  ", ["a b"], ["a", "b"]],
  ["\u0085a\u3000", ["a"], []],
  ["# a\n #b", ["#b"], ["a", "# a"]],
  ["\uFEFFa\r\nb\r\n", ["a", "b"], []],
  ["\uFEFF# a", [], ["a"]],
  ["foo.txt\n!/**.txt", [], ["foo.txt/a.b/b", "foo.txt"]],
  ["*\n!src", ["a", "srcs"], ["src", "src/a"]],
  ["!a\na", ["a"], []],
  ["a\n! a", [], ["a"]],
  ["a\n/!a/b", ["a", "a/c"], ["a/b"]],
  ["!!a\n", [], ["!a", "a"]],
  ["*\n!!a", ["a"], ["!a"]],
  // The folder is not entered: Docker looks at the start of an exception only.
  ["t/q\n!t/*/**", ["t/q/x"], ["t/r"]],
  // The exception names the folder around, which nothing had ignored.
  ["a/b\n!a", ["a/b", "a/b/c"], ["a"]],
  ["a{2}?", ["aab"], ["ab", "a{2}b"]],
  ["\\d*", ["5", "7up"], ["d", "dx"]],
  // Docker stops checking at the first star after something other than a dot.
  ["a*[b-]", ["a-", "axb"], ["a"]],
  ["a*\\", ["a$"], ["a"]],
  ["[[:upper:]]*", ["README"], ["readme"]],
];

/** Ignore files that Docker refuses, and the problem that is reported instead. */
export const REFUSED: readonly [what: string, text: string, problem: string][] = [
  [
    "an open bracket",
    "a\n[b",
    'must have patterns in its .dockerignore that Docker accepts, got "[b" in line 2',
  ],
  ["an empty class", "[]", 'must have patterns in its .dockerignore that Docker accepts, got "[]" in line 1'],
  [
    "a range that ends before its start",
    "[z-a]",
    'must have patterns in its .dockerignore that Docker accepts, got "[z-a]" in line 1',
  ],
  [
    "a range without an end, after a class that has the dot and a star",
    "[+-/]*[b-]",
    'must have patterns in its .dockerignore that Docker accepts, got "[+-/]*[b-]" in line 1',
  ],
  [
    "an exclamation mark alone",
    "!",
    'must have patterns in its .dockerignore that Docker accepts, got "!" in line 1',
  ],
  [
    "a backslash at the end",
    "a\\",
    'must have patterns in its .dockerignore that Docker accepts, got "a\\\\" in line 1',
  ],
  [
    "many brackets and no end",
    `${"[^a]".repeat(40)}[`,
    `must have patterns in its .dockerignore that Docker accepts, got "${"[^a]".repeat(40)}[" in line 1`,
  ],
  [
    "a long line",
    `\n\n${"a".repeat(65_536)}`,
    "must have lines of at most 65535 bytes in its .dockerignore, got 65536 in line 3",
  ],
];
