import { z } from "zod";
import { parseArn } from "../rules/arn";
import * as text from "../rules/text";
import { arn, leaf, object, shaped } from "../schema/leaves";

/** A public name of the load balancer: records for IPv4 and IPv6, and HTTPS with a certificate for it. */
export interface DomainInput {
  /** Fully qualified, for example `shop.example.com`, or `*.example.com` for all names of one level. */
  readonly name: string;
  /** Route 53 hosted zone that holds it: its name, a public zone that is looked up, or its id. */
  readonly zone: string | { readonly id: string };
  /**
   * ARN of a certificate for the name that ACM has in the environment's account and region.
   * @default one for all domains without an own one, proved by DNS records and renewed by ACM
   */
  readonly certificate?: string;
}

/** One, or several: the first one's certificate is what a client gets that names no domain. Keep the first one first. */
export type DomainsInput = DomainInput | readonly DomainInput[];

export interface Domain {
  readonly name: string;
  readonly zone: Zone;
  /** Absent: one is made. */
  readonly certificate?: string;
}

export type Zone = { readonly name: string } | { readonly id: string };

/** ACM and Route 53 take a star in place of the first level, and nowhere else. */
const DOMAIN = new RegExp(text.DOMAIN.source.replace("^", "^(\\*\\.)?"));

export const certificateArn = arn("certificate", undefined, (value) =>
  parseArn(value)?.service === "iam"
    ? "; certificates of IAM are not supported, import it into ACM: https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html"
    : "",
);

const domain = object({
  name: leaf(text.matches(DOMAIN, 253), "must be a domain name such as shop.example.com or *.example.com"),
  zone: shaped<string | { id: string }>((value) =>
    typeof value === "object"
      ? object({
          id: leaf(
            text.matches(/^Z[A-Z0-9]{1,31}$/),
            "must be the id of a hosted zone such as Z0123456789ABC",
          ),
        })
      : leaf(text.matches(text.DOMAIN, 253), "must be a domain name such as example.com"),
  ),
  certificate: certificateArn.optional(),
});

export const domainsSchema = shaped<DomainsInput>((value) =>
  Array.isArray(value) ? z.array(domain).min(1, "must name at least one domain") : domain,
);

/** In the order in which they are written. */
export const resolveDomains = (input: DomainsInput): readonly Domain[] =>
  listOf(input).map(({ name, zone, certificate }) => ({
    name,
    zone: typeof zone === "string" ? { name: zone } : zone,
    ...(certificate !== undefined && { certificate }),
  }));

const listOf = (input: DomainsInput): readonly DomainInput[] => ("name" in input ? [input] : input);
