import { readJson } from "../../policy/json-text";
import type { Resource } from "../synthesised";
import { blocks, isValues, listOf, text, type Values } from "../values";

/** What is read of a container: never the values of its variables. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly string[];
  readonly logGroup: string;
  readonly logDriver: string;
  /** Names or ARNs that the secrets are read from. */
  readonly secrets: readonly string[];
  /** Secret that signs in at the image's registry. */
  readonly credentials: string;
  /** ARNs of S3 objects. */
  readonly environmentFiles: readonly string[];
}

export function containersOf({ values }: Pick<Resource, "values">): Container[] {
  const definitions = readJson(text(values, "container_definitions"));
  return listOf(definitions).filter(isValues).map(containerOf);
}

function containerOf(container: Values): Container {
  const log = blocks(container, "logConfiguration")[0] ?? {};
  return {
    name: text(container, "name"),
    image: text(container, "image"),
    ports: blocks(container, "portMappings").map((mapping) => text(mapping, "containerPort")),
    logGroup: text(blocks(log, "options")[0] ?? {}, "awslogs-group"),
    logDriver: text(log, "logDriver"),
    secrets: [
      ...blocks(container, "secrets").map((secret) => text(secret, "valueFrom")),
      ...blocks(log, "secretOptions").map((secret) => text(secret, "valueFrom")),
    ],
    credentials: text(blocks(container, "repositoryCredentials")[0] ?? {}, "credentialsParameter"),
    environmentFiles: blocks(container, "environmentFiles").map((file) => text(file, "value")),
  };
}
