import type { ContainerChange } from "./containers";
import { isKnown } from "./references";
import { byText, type Line, line, type Words, words } from "./words";

/** One image of a release: what runs, and what will. */
export interface ImageLine {
  /** `web`, `web/proxy`. */
  readonly name: string;
  /** Absent when nothing runs yet. */
  readonly from?: ShownImage;
  /** Absent where only the deployment itself will tell. */
  readonly to?: ShownImage;
}

export interface ShownImage {
  readonly tag?: string;
  /** Absent when it is not in the registry yet. */
  readonly digest?: string;
  readonly commit?: string;
  readonly version?: string;
}

export const isSame = ({ from, to }: ImageLine): boolean =>
  from !== undefined &&
  to !== undefined &&
  (from.digest !== undefined && to.digest !== undefined ? from.digest === to.digest : from.tag === to.tag);

const DIGEST_LENGTH = "sha256:".length + 12;
const COMMIT_DIGITS = 12;

/** `src-0123 (sha256:0123, v1.2.0, commit 0123)`. */
export function imageText({ tag, digest, commit, version }: ShownImage): string {
  const facts = [
    digest === undefined ? "not in the registry yet" : digest.slice(0, DIGEST_LENGTH),
    ...(version === undefined ? [] : [version]),
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, COMMIT_DIGITS)}`]),
  ];
  return tag === undefined ? facts.join(", ") : `${tag} (${facts.join(", ")})`;
}

/** A container that will run another image, or none. */
export interface ImageChange extends ImageLine {
  /** Of an image that Slipway neither builds nor promotes: its whole reference. Absent when nothing runs yet. */
  readonly fromReference?: string;
  /** Absent when nothing will run, and for images of the release. */
  readonly toReference?: string;
  /** The container goes. */
  readonly removed: boolean;
}

/** What changes: of the release's images as the registry knows them, of others by their references. */
export function imagesOf(lines: readonly ImageLine[], containers: readonly ContainerChange[]): ImageChange[] {
  const ours = new Set(lines.map(({ name }) => name));
  const others = containers.flatMap(({ name, before, after }): ImageChange[] => {
    const [from, to] = [before?.image, after?.image];
    if (ours.has(name) || from === to) return [];
    return [
      {
        name,
        removed: to === undefined,
        ...(from !== undefined && { fromReference: from }),
        ...(to !== undefined && isKnown(to) && { toReference: to }),
      },
    ];
  });
  const changed = lines.filter((each) => !isSame(each)).map((each) => ({ ...each, removed: false }));
  return [...changed, ...others].sort((one, other) => byText(one.name, other.name));
}

export const imageChangeLines = (images: readonly ImageChange[]): Line[] =>
  images.map(({ name, from, to, fromReference, toReference, removed }) => {
    const before = shown(from, fromReference);
    const after = shown(to, toReference) ?? ["known after the deployment only"];
    return line(
      removed
        ? words`${name}: ${before ?? ["nothing"]} -> nothing, the container goes`
        : words`${name}: ${before ?? ["nothing"]} -> ${after}`,
    );
  });

const shown = (image: ShownImage | undefined, reference: string | undefined): Words | undefined =>
  image !== undefined
    ? words`${imageText(image)}`
    : reference === undefined
      ? undefined
      : words`${reference}`;
