import { stripVTControlCharacters } from "node:util";
import type { Colors } from "../../../toolchain/colors";
import type { LogLine } from "./reading";

/** Digits of a task's id that are shown. */
const SHOWN = 8;
const WIDTH = 12;

/** Lines for people: who wrote each, in the colour of its task. */
export class LogText {
  private width = WIDTH;
  /** In the order in which they were met. */
  private readonly tasks: string[] = [];
  private readonly colors: readonly ((text: string) => string)[];

  constructor({ blue, cyan, green, magenta, red, yellow }: Colors) {
    // Told from each other on a dark and on a light terminal.
    this.colors = [cyan, green, yellow, magenta, blue, red];
  }

  of({ container, message, service, task, time }: LogLine): string {
    const who = container === undefined || container === service ? service : `${service}/${container}`;
    const label = [who, ...(task === undefined ? [] : [task.slice(0, SHOWN)])].join(" ");
    this.width = Math.max(this.width, label.length);
    // What an application wrote changes no terminal.
    return `${time} ${this.color(task)(label.padEnd(this.width))} ${stripVTControlCharacters(message)}`;
  }

  private color(task: string | undefined): (text: string) => string {
    if (task === undefined) return (text) => text;
    if (!this.tasks.includes(task)) this.tasks.push(task);
    return this.colors[this.tasks.indexOf(task) % this.colors.length] ?? String;
  }
}
