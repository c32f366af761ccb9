const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for an element or an attribute: nothing in it is markup, and nothing in it is forbidden in XML. */
export const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu, " ")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
