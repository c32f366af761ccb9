/** Account and region of what the environments here refer to; none of it exists. */
export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";

export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
export const globalArn = (service: string, resource: string): string =>
  `arn:aws:${service}::${ACCOUNT}:${resource}`;
export const KEY = arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
