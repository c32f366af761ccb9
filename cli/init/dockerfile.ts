import { readDockerfile, stageOf } from "../../environments/dockerfile/dockerfile";
import { imageFacts } from "../../environments/dockerfile/image";

/** What a Dockerfile declares about its container. */
export interface DockerfileFacts {
  /** First TCP port that it exposes. */
  readonly port?: number;
  /** Path that its HEALTHCHECK requests. */
  readonly health?: string;
  /** Its base is one of Windows. */
  readonly windows: boolean;
}

const WINDOWS = /windows|nanoserver|servercore/i;
const HEALTH_ADDRESS =
  /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::[\w${}:-]+)?(\/[^\s"'`|;)?#]*)/;

/** Reads the last stage and those that it begins with. */
export function dockerfileFacts(text: string): DockerfileFacts {
  const dockerfile = readDockerfile(text);
  const stage = stageOf(dockerfile);
  if (stage === undefined) return { windows: false };
  const { base, healthCheck = "", ports } = imageFacts(dockerfile, stage, {});
  const port = ports
    .flatMap((each) => /^(\d{1,5})(?:\/tcp)?$/i.exec(each)?.[1] ?? [])
    .map(Number)
    .find((each) => each >= 1 && each <= 65_535);
  const health = HEALTH_ADDRESS.exec(healthCheck)?.[1];
  return {
    ...(port !== undefined && { port }),
    ...(health !== undefined && { health }),
    windows: WINDOWS.test(base),
  };
}
