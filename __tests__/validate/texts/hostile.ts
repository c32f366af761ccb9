/** What Terraform, cdktf, JSON or a URL would read as something else than text. */
export const HOSTILE: readonly string[] = [
  "${x}",
  "%{x}",
  '${file("/etc/hostname")}',
  "%{if true}x%{endif}",
  '"\\',
  "\n\t",
  " '<&>",
  "$${x}%%{x}",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.0]}&{TfToken[TOKEN.0]}",
  "-1.8881545897087e+289",
  "ü€😀",
  "%$",
];
