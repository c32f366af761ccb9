import { shown } from "../errors";
import type { Service } from "../model";
import { madeCredentials } from "../topics/registry-credentials";

/** One secret has one key, whatever the number of images that name it. */
export function registryCredentialsProblems(services: readonly Service[]): string[] {
  const first = new Map(madeCredentials(services).map((each) => [each.name, each]));
  return services.flatMap((service) =>
    [service, ...(service.containers ?? [])].flatMap(({ image, name }) => {
      const path = name === service.name ? `services.${name}` : `services.${service.name}.containers.${name}`;
      const credentials = image?.kind === "external" ? image.credentials : undefined;
      if (credentials?.kind !== "made") return [];
      const expected = first.get(credentials.name)?.kmsKey;
      return credentials.kmsKey === expected
        ? []
        : [
            `${path}.image.credentials.kmsKey must be the same wherever ${shown(credentials.name)} is made, got ${shown(credentials.kmsKey)} and ${shown(expected)}`,
          ];
    }),
  );
}
