import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildContextProblems } from "../../../environments/rules/build-context";
import { projectIn } from "../../../environments/rules/context-folder";
import { imageSchema } from "../../../environments/topics/image";

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "slipway-context-"));
  mkdirSync(join(repository, "infrastructure"));
  writeFileSync(join(repository, "Dockerfile"), "FROM scratch\n");
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

const problems = (context: string, project = "infrastructure") =>
  buildContextProblems("services.web.image", join(repository, project), {
    context,
    dockerfile: "Dockerfile",
  });
const ignore = (text: string, file = ".dockerignore") => writeFileSync(join(repository, file), text);

test.each(["..", "../", "../..", "../app", "..\\app", "./app", "..app", "app"])(
  "%j is a context",
  (context) => {
    expect(imageSchema.safeParse(context).success).toBe(true);
  },
);

test.each(["../app/..", "../../app/../x", "app/..", "/app", "..\\app\\.."])("%j is none", (context) => {
  expect(imageSchema.safeParse(context).success).toBe(false);
});

const WRITTEN = "infrastructure/cdktf.out, infrastructure/.slipway, infrastructure/node_modules";
test.each<[string, string, string]>([
  ["nothing", "", WRITTEN],
  ["something else", "node_modules\ndist\n", WRITTEN],
  ["a part", "**/node_modules\n", "infrastructure/cdktf.out, infrastructure/.slipway"],
  ["all, and takes it back", "infrastructure\n!infrastructure/.slipway\n", "infrastructure/.slipway"],
])("a context that holds the project and leaves out %s is refused", (_what, text, sent) => {
  ignore(text);
  expect(problems("..")).toEqual([
    `services.web.image must leave out what is written in the project, got ".." with ${sent}; add to its .dockerignore: infrastructure`,
  ]);
});

test.each([
  "infrastructure\n",
  "infrastructure/\n",
  "**/node_modules\n**/cdktf.out\n**/.slipway\n",
  "*\n!src\n",
  "infrastructure/**\n",
])("one that leaves it out by %j is right", (text) => {
  ignore(text);
  expect(problems("..")).toEqual([]);
});

test("the ignore file of the Dockerfile's own name decides, and is named", () => {
  ignore("infrastructure\n");
  ignore("dist\n", "Dockerfile.dockerignore");
  expect(problems("..")).toEqual([
    `services.web.image must leave out what is written in the project, got ".." with ${WRITTEN}; add to its Dockerfile.dockerignore: infrastructure`,
  ]);
});

test("a context that is the project itself needs a line for each", () => {
  expect(problems(".", "")).toEqual([
    'services.web.image must leave out what is written in the project, got "." with cdktf.out, .slipway, node_modules; add to its .dockerignore: cdktf.out, .slipway, node_modules',
  ]);
});

test("a context beside the project needs nothing", () => {
  mkdirSync(join(repository, "app"));
  writeFileSync(join(repository, "app/Dockerfile"), "FROM scratch\n");
  expect(problems("../app")).toEqual([]);
});

test.each([
  ["/srv", "/srv/a/b", "a/b"],
  ["/srv", "/srv", ""],
  ["/srv/a", "/srv", undefined],
  ["/srv/a", "/srv/b", undefined],
  ["/srv", "/srv/..a", "..a"],
])("%s has the project %s at %s", (folder, root, way) => {
  expect(projectIn(folder, root)).toBe(way);
});

test("shows control characters of a folder and of a Dockerfile as escapes", () => {
  const build = { context: "a\u2028b", dockerfile: "Dockerfile\u001b" };
  expect(buildContextProblems("services.web.image", repository, build)).toEqual([
    'services.web.image must be a folder with a Dockerfile\\u001b, got "a\\u2028b", which is no folder',
  ]);
});

describe("links", () => {
  const link = (target: string, at: string) => symlinkSync(target, join(repository, at));
  const project = () => realpathSync(repository);
  beforeEach(() => {
    mkdirSync(join(repository, "infrastructure/apps/web"), { recursive: true });
    writeFileSync(join(repository, "infrastructure/apps/web/Dockerfile"), "FROM scratch\n");
  });

  test.each([
    ["the root's", "/etc", "/etc"],
    ["a neighbour's", "../../app", "app"],
  ])("refuses a context that is a link to %s folder", (_, target, got) => {
    mkdirSync(join(repository, "app"));
    link(target, "infrastructure/apps/l");
    expect(problems("apps/l")).toEqual([
      `services.web.image must be a folder in the project, got "apps/l", a link to ${got.startsWith("/") ? got : join(project(), got)}; name the folder itself, or copy it`,
    ]);
  });

  test("refuses a context behind a link out of the folder that it begins with", () => {
    link("/", "l");
    expect(problems("../l/etc")).toEqual([
      'services.web.image must be a folder in "..", got "../l/etc", a link to /etc; name the folder itself, or copy it',
    ]);
  });

  test("accepts a context that is a link to another folder of the project", () => {
    link("web", "infrastructure/apps/l");
    expect(problems("apps/l")).toEqual([]);
  });

  test("finds the project in a context that is a link to a folder around it", () => {
    link(".", "l");
    expect(problems("../l")).toEqual([expect.stringContaining(`got "../l" with ${WRITTEN}; add`)]);
  });

  test("accepts a project that is behind a link", () => {
    const linked = `${repository}-link`;
    symlinkSync(repository, linked);
    try {
      expect(
        buildContextProblems("services.web.image", join(linked, "infrastructure"), {
          context: "apps/web",
          dockerfile: "Dockerfile",
        }),
      ).toEqual([]);
    } finally {
      rmSync(linked);
    }
  });

  test.each<[string, string, boolean]>([
    ["a file beside it", "web.Dockerfile", true],
    ["a file below it", "docker/Dockerfile", true],
    ["a file above it", "../Dockerfile", false],
    ["a file above it, and back", "../web/web.Dockerfile", false],
    ["an absolute path", "/etc/hostname", false],
  ])("reads a Dockerfile that is a link to %s as BuildKit does", (_, target, isRead) => {
    const folder = "infrastructure/apps/web";
    writeFileSync(join(repository, "infrastructure/apps/Dockerfile"), "FROM scratch\n");
    writeFileSync(join(repository, folder, "web.Dockerfile"), "FROM scratch\n");
    mkdirSync(join(repository, folder, "docker"));
    writeFileSync(join(repository, folder, "docker/Dockerfile"), "FROM scratch\n");
    rmSync(join(repository, folder, "Dockerfile"));
    link(target, join(folder, "Dockerfile"));
    expect(problems("apps/web")).toEqual(
      isRead
        ? []
        : [
            "services.web.image must have its Dockerfile in the build context, got a link that leaves the folder that it is in; put the file itself there",
          ],
    );
  });

  test("refuses a Dockerfile in a folder that is a link out of the context", () => {
    link("../../..", "infrastructure/apps/web/l");
    expect(
      buildContextProblems("services.web.image", join(repository, "infrastructure"), {
        context: "apps/web",
        dockerfile: "l/Dockerfile",
      }),
    ).toEqual([
      "services.web.image must have its l/Dockerfile in the build context, got a link that leaves the folder that it is in; put the file itself there",
    ]);
  });
});
