import { shown } from "../errors";

interface Domain {
  readonly name: string;
  readonly zone: { readonly name: string } | { readonly id: string };
  readonly certificate?: string;
}

/** Names in one certificate, without asking for more; https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const MAX_NAMES = 10;

/** The first name is the common name of the certificate; https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const LONGEST_FIRST_NAME = 64;

/** Beside the listener's own; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const MAX_MORE_CERTIFICATES = 25;

/**
 * What ACM, Route 53 and the balancer would refuse.
 *
 * @param pathOf how the user names the domain at an index, for example `domain` or `domain[1]`
 */
export function domainProblems(pathOf: (index: number) => string, domains: readonly Domain[]): string[] {
  const names = domains.map(({ name }) => name);
  const own = new Set(domains.flatMap(({ certificate }) => certificate ?? []));
  const made = domains.filter(({ certificate }) => certificate === undefined);
  const certificates = own.size + (made.length > 0 ? 1 : 0);
  return [
    ...domains.flatMap((domain, index) => zoneProblems(pathOf(index), domain)),
    ...names.flatMap((name, index) => {
      const first = names.indexOf(name);
      return first === index
        ? []
        : [`${pathOf(index)}.name must be another one than that of ${pathOf(first)}, got ${shown(name)}`];
    }),
    ...certificateProblems(pathOf, domains, made),
    ...(certificates - 1 > MAX_MORE_CERTIFICATES
      ? [
          `${pathOf(domains.length - 1)}.certificate must be one of at most ${MAX_MORE_CERTIFICATES + 1} different certificates on the load balancer, got ${certificates}`,
        ]
      : []),
  ];
}

/** Whether a name is the zone's own, or ends in it. */
export const isInZone = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

const zoneProblems = (path: string, { name, zone }: Domain): string[] =>
  "id" in zone || isInZone(name, zone.name)
    ? []
    : [`${path}.name must be in the zone ${shown(zone.name)}, got ${shown(name)}`];

function certificateProblems(
  pathOf: (index: number) => string,
  domains: readonly Domain[],
  made: readonly Domain[],
): string[] {
  const [first] = made;
  if (first === undefined) return [];
  const path = pathOf(domains.indexOf(first));
  return [
    ...(first.name.length > LONGEST_FIRST_NAME
      ? [
          `${path}.name must have at most ${LONGEST_FIRST_NAME} characters as the first name of a certificate, got ${shown(first.name)} (${first.name.length}); put a shorter one before it`,
        ]
      : []),
    ...(made.length > MAX_NAMES
      ? [
          `${path}.certificate must be given for all but ${MAX_NAMES} domains, got ${made.length} without one; ACM takes ${MAX_NAMES} names in a certificate`,
        ]
      : []),
  ];
}
