/** Tag that names an image by the content of its build context: `src-<20 hex>`. Every image built here has one. */
export const CONTENT_TAG_PREFIX = "src-";

/** Tag with the git commit an image was built from: `git-<hash>`. */
export const COMMIT_TAG_PREFIX = "git-";

/** Tag with a semantic version: `v1.2.3`. */
export const VERSION_TAG_PREFIX = "v";

/** Tag of an image that was released into an environment: `release-...`. */
export const RELEASE_TAG_PREFIX = "release-";

/** Images that a rollback can return to, newest first; no lifecycle rule may keep fewer. */
export const ROLLBACK_DEPTH = 20;
