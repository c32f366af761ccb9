import { stripVTControlCharacters } from "node:util";

/** The boxes in which Terraform prints its errors, as cdktf passes them on: between `╷` and `╵`, each line behind `│`. */
export function terraformErrors(lines: readonly string[]): string[] {
  const errors: string[] = [];
  let box: string[] | undefined;
  for (const line of lines.map((raw) => stripVTControlCharacters(raw))) {
    if (line.includes("╷")) box = [];
    else if (line.includes("╵")) {
      if (box?.some((text) => text.startsWith("Error:"))) errors.push(box.join("\n").trim());
      box = undefined;
    } else box?.push(line.replace(/^.*?\u2502 ?/, "").trimEnd());
  }
  return errors;
}
