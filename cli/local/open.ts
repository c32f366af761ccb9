import { spawn } from "node:child_process";

/** The program that opens an address in the user's browser, with what stands in front of the address. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  // `start` would be a word of cmd.exe, which reads more into an address than an address.
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};
const OTHERS = ["xdg-open"] as const;

/** Opens an address in the browser; resolves with a line for the user when nothing here can. */
export function openPage(
  address: string,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const [program, ...before] = OPENERS[platform] ?? OTHERS;
  return new Promise((resolve) => {
    const opener = spawn(program, [...before, address], { env, stdio: "ignore", detached: true });
    const failed = (why: string) => resolve(`no browser was opened (${why}); the page is at ${address}`);
    opener.once("error", ({ message }) => failed(message));
    opener.once("exit", (code) =>
      code === 0 ? resolve(undefined) : failed(`${program} ended with ${code ?? "a signal"}`),
    );
    // An opener that is the browser itself goes on for as long as its window.
    setTimeout(() => resolve(undefined), 2000).unref();
    opener.unref();
  });
}
