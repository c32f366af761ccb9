import { findServices, frontOf, proposedProject } from "../../../cli/init/repository";
import { GitRepository } from "../../support/git-repository";
import { Folder } from "./folder";

const PLAIN = "FROM node:20\nUSER node\nEXPOSE 3000\n";
const plain = { port: 3000, health: "/", root: false, windows: false };

const folders: Folder[] = [];
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));
const repository = (files: Readonly<Record<string, string>>, name?: string): string => {
  const made = new Folder(files, name);
  folders.push(made);
  return made.path;
};

test("the Dockerfile of the repository is the service web", () => {
  expect(findServices(repository({ Dockerfile: PLAIN }))).toEqual([{ name: "web", folder: "", ...plain }]);
});

test("several are services by their folders, wherever these are", () => {
  const found = findServices(
    repository({
      "apps/Back_End/Dockerfile": PLAIN,
      "apps/front/Dockerfile": PLAIN,
      "a/b/c/2-mail/Dockerfile": PLAIN,
    }),
  );
  expect(found.map(({ name, folder }) => [name, folder])).toEqual([
    ["mail", "a/b/c/2-mail"],
    ["back-end", "apps/Back_End"],
    ["front", "apps/front"],
  ]);
});

test("two folders of one name give theirs and that of the folder around", () => {
  const found = findServices(repository({ "shop/api/Dockerfile": PLAIN, "mail/api/Dockerfile": PLAIN }));
  expect(found.map(({ name }) => name)).toEqual(["mail-api", "shop-api"]);
});

test("what is not of the repository itself is no service", () => {
  const elsewhere = ["node_modules/x", "vendor/y", ".devcontainer", "a/dist/web", "a/b/c/d/e"];
  const files = Object.fromEntries(elsewhere.map((folder) => [`${folder}/Dockerfile`, PLAIN]));
  expect(findServices(repository({ ...files, "Dockerfile.dev": PLAIN }))).toEqual([]);
});

test.each([
  ["FROM node:20\n", true],
  ["FROM node:20\nUSER root\n", true],
  ["FROM node:20\nUSER 1000\n", false],
])("%j runs as root: %s", (text, root) => {
  expect(findServices(repository({ Dockerfile: text })).map((each) => each.root)).toEqual([root]);
});

test.each<[readonly string[], string]>([
  [["api/Dockerfile", "frontend/Dockerfile"], "frontend"],
  [["api/Dockerfile", "worker/Dockerfile"], "api"],
  [["Dockerfile", "frontend/Dockerfile"], "web"],
])("of %j the front is %s", (files, name) => {
  const services = findServices(repository(Object.fromEntries(files.map((file) => [file, PLAIN]))));
  expect(frontOf(services)?.name).toBe(name);
});

describe("the proposed name of the project", () => {
  const remote = (path: string, url: string) => new GitRepository(path).git("remote", "add", "origin", url);

  test("is that of the package, without its scope", async () => {
    const path = repository({ "package.json": '{ "name": "@acme/Shop.io" }' });
    remote(path, "https://example.com/acme/other.git");
    expect(await proposedProject(path)).toBe("shop-io");
  });

  test.each(["https://example.com/acme/web-shop.git", "git@example.com:web-shop.git", "../web-shop"])(
    "is that of the remote %s",
    async (url) => {
      const path = repository({ "package.json": "{ broken" });
      remote(path, url);
      expect(await proposedProject(path)).toBe("web-shop");
    },
  );

  test("is that of the folder", async () => {
    expect(await proposedProject(repository({}, "My Shop"))).toBe("my-shop");
  });

  test("is none when all are too long: a name is never cut", async () => {
    expect(await proposedProject(repository({}, "the-shop-of-everybody"))).toBeUndefined();
  });
});
