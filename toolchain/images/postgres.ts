import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureDebian, type ImageOptions } from "./base-images";
import { buildImage } from "./docker-build";
import { docker, ensureImage, type LocalImage } from "./local-image";
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

/** What an emulator asks for: it puts the prefix before the name of the public image. */
export const POSTGRES_PREFIX = "slipway";
const ASKED_FOR = { repo: `${POSTGRES_PREFIX}/postgres`, tag: `${POSTGRES_VERSION}-alpine` };

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
    async build(reference, update) {
      const context = await mkdtemp(path.join(tmpdir(), "slipway-postgres-"));
      try {
        for (const [name, content] of Object.entries(files)) {
          await writeFile(path.join(context, name), content);
        }
        await buildImage(reference, {
          context,
          files: Object.keys(files),
          args: { DEBIAN_IMAGE: debian },
          update,
        });
      } finally {
        await rm(context, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Variables with which an emulator runs a real PostgreSQL for a database: none on an open network, where it pulls the
 * public image; on a closed one those that make it take the image from here.
 */
export async function ensurePostgresImage(options: ImageOptions): Promise<Record<string, string>> {
  if (options.network === "open") return {};
  const reference = await ensureImage(postgresImage(await ensureDebian(options)), options.progress);
  await docker().getImage(reference).tag(ASKED_FOR);
  return { MINISTACK_IMAGE_PREFIX: POSTGRES_PREFIX };
}
