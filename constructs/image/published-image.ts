import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { Tag } from "@cdktf/provider-docker/lib/tag";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";

export interface PublishedImageProps {
  /** Name of the image in the Docker engine. */
  readonly source: string;
  /** Repository that it is pushed to as well, without a tag. */
  readonly repositoryUri: string;
  /** Tags that it gets there, at least one and never `latest`. */
  readonly tags: readonly string[];
  /** What must be there before the push. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** An image that is there already, pushed to a second repository; what was pushed there is never removed. */
export class PublishedImage extends Construct {
  public readonly tags: readonly Tag[];
  public readonly pushed: readonly RegistryImage[];

  constructor(scope: Construct, id: string, props: PublishedImageProps) {
    super(scope, id);
    refuse("published image", problems(props.tags));

    this.tags = props.tags.map(
      (tag) =>
        new Tag(this, `tag-${tag}`, {
          sourceImage: props.source,
          targetImage: `${props.repositoryUri}:${tag}`,
          ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
        }),
    );
    this.pushed = this.tags.map(
      (tag, index) =>
        new RegistryImage(this, `pushed-${props.tags[index] ?? ""}`, {
          name: tag.targetImage,
          keepRemotely: true,
        }),
    );
  }
}

function problems(tags: readonly string[]): string[] {
  if (tags.length === 0) return ["tags must have at least one tag, got none"];
  return tags
    .filter((tag) => tag === "latest" || !TAG.test(tag))
    .map(
      (tag) =>
        `tags must have 1 to 128 letters, digits, "_", "." or "-" and not be "latest", got ${shown(tag)}`,
    );
}
