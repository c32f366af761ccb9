import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { Tag } from "@cdktf/provider-docker/lib/tag";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";

export interface PublishedImageProps {
  /** Name of the image in the Docker engine. */
  readonly source: string;
  /** Repository that it is pushed to as well, without a tag. */
  readonly repositoryUri: string;
  /** Tag that stands for the content, never `latest`. */
  readonly tag: string;
  /** Further tags, for example `v1.2.3`. @default none */
  readonly extraTags?: readonly string[];
}

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** An image that is there already, pushed to a second repository; what was pushed there is never removed. */
export class PublishedImage extends Construct {
  /** The content tag first. */
  public readonly pushed: readonly { readonly tag: Tag; readonly pushed: RegistryImage }[];

  constructor(scope: Construct, id: string, props: PublishedImageProps) {
    super(scope, id);
    const extraTags = props.extraTags ?? [];
    refuse("published image", problems([props.tag, ...extraTags]));
    // The content tag has an id of its own, so that a new content replaces it and does not become another resource.
    const all = [["", props.tag] as const, ...extraTags.map((tag) => [`-${tag}`, tag] as const)];

    this.pushed = all.map(([suffix, tag]) => {
      const made = new Tag(this, `tag${suffix}`, {
        sourceImage: props.source,
        targetImage: `${props.repositoryUri}:${tag}`,
      });
      const pushed = new RegistryImage(this, `pushed${suffix}`, {
        name: made.targetImage,
        // Somebody out there may use it.
        keepRemotely: true,
      });
      return { tag: made, pushed };
    });
  }
}

function problems(tags: readonly string[]): string[] {
  return tags
    .filter((tag) => tag === "latest" || !TAG.test(tag))
    .map(
      (tag) =>
        `tag must have 1 to 128 letters, digits, "_", "." or "-" and not be "latest", got ${shown(tag)}`,
    );
}
