import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";

/** One file of the built page, ready to be sent. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Present where it is smaller than the body. */
  readonly gzip?: Buffer;
  readonly etag: string;
  readonly cacheControl: string;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const compressible = /^(text\/|application\/(json|manifest\+json)|image\/svg)/;

/**
 * Reads the built page into memory once, by URL path. Requests are looked up in this map and never become a file name,
 * so no request can reach a file outside the folder.
 */
export function loadAssets(folder: string): ReadonlyMap<string, Asset> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(folder, file).split(sep).join("/")}`;
      return [path, asset(path, readFileSync(file))];
    }),
  );
}

function asset(path: string, body: Buffer): Asset {
  const type = types[extname(path)] ?? "application/octet-stream";
  const packed = compressible.test(type) ? gzipSync(body, { level: 9 }) : undefined;
  return {
    type,
    body,
    gzip: packed !== undefined && packed.length < body.length ? packed : undefined,
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    // Vite puts a hash of the content into every name below /assets/; all other names live on with new content.
    cacheControl: path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
}
