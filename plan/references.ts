/** `${...}` of Terraform; `$${` stands for the text `${` itself. */
const REFERENCE = /(?<!\$)\$\{([^{}]+)\}/g;
const ATTRIBUTE = /^((?:data\.)?[a-z0-9_]+\.[\w-]+)\.([\w.]+)$/;

/** Value of an attribute of a resource; `undefined` when it is not known, or not to be shown. */
export type Lookup = (address: string, attribute: string) => string | undefined;

/** Puts known values in the place of references, in a text that is JSON. */
export function filled(text: string, lookup: Lookup): string {
  const known = text.replace(REFERENCE, (reference, expression: string) => {
    const [, address = "", attribute = ""] = ATTRIBUTE.exec(expression) ?? [];
    const value = lookup(address, attribute);
    return value === undefined ? reference : JSON.stringify(value).slice(1, -1);
  });
  return isKnown(known) ? known.replaceAll(/([$%])\1\{/g, "$1{") : known;
}

/** Whether nothing is left that only a deployment can tell. */
export const isKnown = (text: string): boolean => !/(?<!\$)\$\{/.test(text);

/** `${aws_lb.main.arn}` as `aws_lb.main.arn`: what it refers to. */
export const referred = (text: string): string => text.replace(REFERENCE, "$1");
