import { NotReadyError } from "../../environments/errors";
import type { Network } from "../network";
import { ensureDebian, type ImageOptions } from "./base-images";
import { buildFromTexts } from "./build-folder";
import { docker } from "../docker-client";
import { ensureImage, type LocalImage } from "./local-image";
import { POSTGRES_VERSION } from "./pins";

/** The variables and the command of the public image, as far as emulators use them; the folder may be a fresh mount. */
const ENTRYPOINT = `#!/bin/sh
set -eu
as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
user="\${POSTGRES_USER:-postgres}"
database="\${POSTGRES_DB:-$user}"
install -d -o postgres -g postgres -m 0700 "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  password=$(mktemp)
  printf '%s\\n' "\${POSTGRES_PASSWORD:?must be set}" > "$password"
  chown postgres "$password"
  as_postgres initdb -D "$PGDATA" --username="$user" --pwfile="$password" --auth=scram-sha-256 --auth-local=trust \\
    --encoding=UTF8 --locale=C.UTF-8
  rm "$password"
  echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    as_postgres pg_ctl -D "$PGDATA" -w -o "-c listen_addresses=''" start
    as_postgres createdb --username="$user" --maintenance-db=postgres "$database"
    as_postgres pg_ctl -D "$PGDATA" -w stop
  fi
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"
`;

/** The program by which the public image takes another user. */
const GOSU = `#!/bin/sh
user="$1"
shift
exec setpriv --reuid="$user" --regid="$user" --init-groups "$@"
`;

const DOCKERFILE = `ARG DEBIAN_IMAGE
FROM \${DEBIAN_IMAGE}
ENV PATH=/usr/lib/postgresql/${POSTGRES_VERSION}/bin:$PATH PGDATA=/var/lib/postgresql/data
RUN mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf \\
 && apt-get update && apt-get install -y postgresql-${POSTGRES_VERSION} && rm -rf /var/lib/apt/lists/* \\
 && install -d -o postgres -g postgres -m 2775 /var/run/postgresql
COPY docker-entrypoint.sh gosu /usr/local/bin/
RUN chmod 755 /usr/local/bin/docker-entrypoint.sh /usr/local/bin/gosu
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE 5432
CMD ["postgres"]
`;

/** MiniStack's variable for what stands before the name of every image that it starts. */
export const IMAGE_PREFIX = "MINISTACK_IMAGE_PREFIX";
/** The prefix on a closed network. */
const LOCAL_PREFIX = "slipway";

/** The public image that MiniStack runs a database of this version in; with a prefix in front of it, ours. */
const publicImage = (version: string): string => `postgres:${version}-alpine`;

/** Debian's PostgreSQL, in the place of the public `postgres:<version>-alpine`. */
export function postgresImage(debian: string): LocalImage {
  const files: Readonly<Record<string, string>> = {
    Dockerfile: DOCKERFILE,
    "docker-entrypoint.sh": ENTRYPOINT,
    gosu: GOSU,
  };
  return {
    repository: "slipway/postgres",
    version: POSTGRES_VERSION,
    inputs: [debian, JSON.stringify(files)],
    build: (reference, update) =>
      buildFromTexts(reference, { files, args: { DEBIAN_IMAGE: debian }, update }),
  };
}

/**
 * Provides what MiniStack runs databases of these major versions in. On an open network it pulls the public images by
 * itself, as it does where the caller has set a prefix of his own; elsewhere Debian's PostgreSQL takes their place.
 */
export async function ensurePostgresImages(
  versions: readonly string[],
  options: ImageOptions,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const { network, progress } = options;
  const own = env[IMAGE_PREFIX] ?? "";
  if (network === "open" || (own !== "" && own !== LOCAL_PREFIX)) {
    const prefix = own === "" ? "" : `${own}/`;
    for (const version of versions)
      progress.say("image", `${prefix}${publicImage(version)} is pulled by the emulator, for databases`);
    return;
  }
  const others = versions.filter((version) => version !== POSTGRES_VERSION);
  if (others.length > 0) {
    throw new NotReadyError("this machine", [
      `databases must have version ${POSTGRES_VERSION} where no image registry answers, because they run in Debian's PostgreSQL, got ${others.join(", ")}; set version "${POSTGRES_VERSION}" in this environment, or ${IMAGE_PREFIX} to a registry that has ${others.map(publicImage).join(", ")}`,
    ]);
  }
  if (versions.length === 0) return;
  const reference = await ensureImage(postgresImage(await ensureDebian(options)), progress);
  const [repo, tag] = publicImage(POSTGRES_VERSION).split(":");
  await docker()
    .getImage(reference)
    .tag({ repo: `${LOCAL_PREFIX}/${repo}`, tag });
}

/** @internal where MiniStack takes the images of its databases from on this network */
export function databaseVariables(network: Network, env: NodeJS.ProcessEnv): Record<string, string> {
  const own = env[IMAGE_PREFIX] ?? "";
  if (own !== "") return { [IMAGE_PREFIX]: own };
  return network === "open" ? {} : { [IMAGE_PREFIX]: LOCAL_PREFIX };
}
