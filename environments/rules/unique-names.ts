import { shown } from "../errors";
import type { Environment } from "../model";

type Named = Pick<Environment, "name" | "account" | "region" | "emulator" | "namespace" | "services">;

/** A name that a user writes, and that AWS gives once. */
interface UniqueName {
  readonly path: string;
  readonly name: string;
  /** Where it can be taken once. */
  readonly within: string;
}

/** The names of an environment that AWS refuses to give twice. */
const uniqueNames = ({ account, region, namespace, services }: Named): UniqueName[] => [
  // https://docs.aws.amazon.com/AmazonECR/latest/public/public-registries.html
  ...services.flatMap(({ name, repository }) =>
    repository?.public
      ? [
          {
            path: `services.${name}.repository.public.name`,
            name: repository.public.name,
            within: `the public registry of account ${account}`,
          },
        ]
      : [],
  ),
  // https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html: NamespaceAlreadyExists
  ...(namespace?.kind === "new"
    ? [
        {
          path: "namespace",
          name: namespace.name,
          within: `AWS Cloud Map of account ${account} in ${region}`,
        },
      ]
    : []),
  // https://docs.aws.amazon.com/app-mesh/latest/APIReference/API_CreateVirtualService.html: ConflictException
  ...services.flatMap(({ name, mesh }) =>
    mesh?.virtualService === undefined
      ? []
      : [
          {
            path: `services.${name}.mesh.virtualService`,
            name: mesh.virtualService,
            within: `mesh ${mesh.name} of account ${account} in ${region}`,
          },
        ],
  ),
];

/**
 * What clients call in a namespace that environments share: "Each name and port mapping must be unique".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
 */
const sharedAliases = ({ namespace, services }: Named): UniqueName[] =>
  namespace?.kind === "existing"
    ? services.flatMap(({ name, connect }) =>
        connect?.server
          ? [
              {
                path: `services.${name}.connect`,
                name: `${connect.server.as}:${connect.server.port}`,
                within: `namespace ${namespace.arn}`,
              },
            ]
          : [],
      )
    : [];

const clash = (one: UniqueName, other: UniqueName): boolean =>
  one.name === other.name && one.within === other.within;

const problem = ({ path, name, within }: UniqueName, owner: string): string =>
  `${path} must be unique in ${within}, got ${shown(name)}, which ${owner} has too; choose another name`;

/** The same name twice in one environment. */
export function uniqueNameProblems(environment: Named): string[] {
  const names = uniqueNames(environment);
  return names.flatMap((each, index) => {
    const other = names.slice(0, index).find((earlier) => clash(each, earlier));
    return other === undefined ? [] : [problem(each, other.path)];
  });
}

/** Names that another environment has as well. */
export const takenNameProblems = (environment: Named, other: Named): string[] =>
  taken(uniqueNames(environment), uniqueNames(other), other);

/** Names that clients cannot tell apart, where two environments share a namespace. */
export const takenAliasProblems = (environment: Named, other: Named): string[] =>
  taken(sharedAliases(environment), sharedAliases(other), other);

const taken = (own: readonly UniqueName[], theirs: readonly UniqueName[], other: Named): string[] =>
  own.flatMap((each) => {
    const found = theirs.find((their) => clash(each, their));
    return found === undefined ? [] : [problem(each, `${found.path} of environment ${shown(other.name)}`)];
  });
