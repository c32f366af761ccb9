import { readDockerfile, stageOf } from "../../../environments/dockerfile/dockerfile";
import { imageFacts } from "../../../environments/dockerfile/image";
import { readLines } from "../../../environments/dockerfile/lines";
import answers from "./docker/answers.json";

interface Answer {
  readonly text: string;
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  readonly unknownTarget?: boolean;
  readonly user: string;
  readonly ports: readonly string[] | null;
  readonly health: readonly string[] | null;
}

const all = answers as unknown as readonly Answer[];

/** BuildKit's own answers to generated Dockerfiles, written by `docker/main.go`. */
describe("a Dockerfile, compared with BuildKit", () => {
  it("has the same instructions", () => {
    expect(all.map(({ text }) => readLines(text).lines)).toEqual(all.map(({ lines }) => lines));
  });

  it("has the same targets", () => {
    const unknown = all.map(({ text, target }) => stageOf(readDockerfile(text), target) === undefined);
    expect(unknown).toEqual(all.map(({ unknownTarget = false }) => unknownTarget));
  });

  const built = all.filter(({ unknownTarget }) => unknownTarget !== true);

  it("becomes an image with the same user, ports and health check", () => {
    expect(built.length).toBeGreaterThan(300);
    const ours = built.map(({ text, target, args = {} }) => {
      const dockerfile = readDockerfile(text);
      const stage = stageOf(dockerfile, target);
      return stage && { text, ...described(imageFacts(dockerfile, stage, { args })) };
    });
    expect(ours).toEqual(
      built.map(({ text, user, ports, health }) => ({
        text,
        user,
        ports: ports ?? [],
        health: healthOf(health),
      })),
    );
  });
});

const described = ({ user = "", ports, healthCheck }: ReturnType<typeof imageFacts>) => ({
  user,
  ports: [...new Set(ports.map((port) => (port.includes("/") ? port : `${port}/tcp`)))].sort(),
  health: healthCheck
    ?.replace(/^CMD\s+/, "")
    .replaceAll('", "', " ")
    .replace(/^\["(.*)"\]$/, "$1"),
});

/** `["CMD", "curl", "..."]` as one text. */
const healthOf = (test: readonly string[] | null): string | undefined =>
  test === null ? undefined : test.filter((each) => !each.startsWith("CMD")).join(" ");
