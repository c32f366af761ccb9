import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { services } from "../../environments/shared";

const apps = join(__dirname, "..", "..", "apps");
const read = (app: string, file: string): string => readFileSync(join(apps, app, file), "utf8");

/** Instructions of the last stage, continued lines joined, comments dropped. */
function production(app: string): readonly string[] {
  const instructions = read(app, "Dockerfile")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return instructions.slice(instructions.findLastIndex((line) => line.startsWith("FROM ")));
}

describe.each(["backend", "frontend"] as const)("the image of the %s", (app) => {
  test("its base is an argument with a pinned public default", () => {
    const bases = read(app, "Dockerfile").match(/^(ARG NODE_IMAGE|FROM ).*$/gm);
    expect(bases).toEqual([
      expect.stringMatching(/^ARG NODE_IMAGE=node:22\.\d+\.\d+-trixie-slim$/),
      "FROM ${NODE_IMAGE} AS builder",
      "FROM ${NODE_IMAGE} AS dependencies",
      "FROM ${NODE_IMAGE} AS production",
    ]);
  });

  test("it runs as nodeuser with a fixed id, without a shell, and can be checked and stopped", () => {
    const stage = production(app);
    expect(stage.join("\n")).toMatch(/useradd --uid 10001 .*nodeuser/);
    const last = Object.fromEntries(stage.map((line) => [line.split(" ", 1)[0], line]));
    expect(last.USER).toBe("USER nodeuser");
    expect(last.STOPSIGNAL).toBe("STOPSIGNAL SIGTERM");
    expect(last.ENTRYPOINT).toBe("ENTRYPOINT []");
    expect(last.CMD).toMatch(/^CMD \["node", /);
    expect(last.HEALTHCHECK).toMatch(/ CMD \["node", /);
  });

  test("it listens on the port that the environments declare", () => {
    const stage = production(app);
    expect(stage).toContain(`EXPOSE ${String(services[app].port)}`);
    expect(stage).toContain(`ENV NODE_ENV=production PORT=${String(services[app].port)}`);
  });

  test("production installs no development dependency", () => {
    expect(read(app, "Dockerfile")).toContain("RUN npm ci --omit=dev");
    expect(production(app).filter((line) => line.includes("builder"))).toEqual([
      "COPY --from=builder /app/dist ./dist",
    ]);
  });

  test("its context admits only what is named", () => {
    const rules = read(app, ".dockerignore")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(rules[0]).toBe("*");
    for (const rule of rules.slice(1)) {
      expect(rule).toMatch(/^!/);
      expect(existsSync(join(apps, app, rule.slice(1)))).toBe(true);
    }
  });

  test("its lockfile names no registry, so that a mirror can serve it", () => {
    expect(read(app, "package-lock.json")).not.toContain('"resolved"');
    expect(read(app, ".npmrc")).toContain("omit-lockfile-registry-resolved=true");
  });
});
