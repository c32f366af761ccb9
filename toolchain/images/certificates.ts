import { readFileSync } from "node:fs";
import { NotReadyError } from "../../environments/errors";

/** Where a Debian image keeps its certificate authorities, and where Debian and Ubuntu hosts do. */
export const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

const HOST_FILES = [CERTIFICATES, "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/** Variables by which the programs of a build find the certificate authorities. */
export const CERTIFICATE_VARIABLES: readonly string[] = [
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "PIP_CERT",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "GIT_SSL_CAINFO",
  "AWS_CA_BUNDLE",
];

/**
 * The certificate authorities that this machine trusts.
 *
 * Behind a proxy that opens TLS, only with these does a build inside a container reach a package registry.
 */
export function hostCertificates(env: NodeJS.ProcessEnv = process.env): Buffer {
  const named = env.SSL_CERT_FILE ?? "";
  const candidates = [...(named === "" ? [] : [named]), ...HOST_FILES];
  for (const file of candidates) {
    try {
      return readFileSync(file);
    } catch {
      // The next one may be there.
    }
  }
  throw new NotReadyError("this machine", [
    `its certificate authorities must be in a file, got none of ${candidates.join(", ")}; apt-get install ca-certificates, or name the file in SSL_CERT_FILE`,
  ]);
}
