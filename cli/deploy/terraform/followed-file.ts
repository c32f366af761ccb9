import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const LOOK_MS = 250;
const CHUNK = 64 * 1024;

/** Reads the lines that another process appends to a file, from its present end on. */
export class FollowedFile {
  private readonly descriptor: number;
  private readonly decoder = new StringDecoder("utf8");
  private readonly timer: NodeJS.Timeout;
  private position: number;
  private rest = "";

  constructor(
    file: string,
    private readonly onLine: (line: string) => void,
  ) {
    this.descriptor = openSync(file, "r");
    this.position = fstatSync(this.descriptor).size;
    this.timer = setInterval(() => this.read(), LOOK_MS);
  }

  /** Reads what is left, the last line also without its end. */
  close(): void {
    clearInterval(this.timer);
    this.read();
    if (this.rest !== "") this.onLine(this.rest);
    closeSync(this.descriptor);
  }

  private read(): void {
    const chunk = Buffer.alloc(CHUNK);
    for (;;) {
      const length = readSync(this.descriptor, chunk, 0, CHUNK, this.position);
      if (length === 0) return;
      this.position += length;
      const lines = (this.rest + this.decoder.write(chunk.subarray(0, length))).split(/\r?\n/);
      this.rest = lines.pop() ?? "";
      lines.forEach((line) => this.onLine(line));
    }
  }
}
