import { DataAwsEcrImages } from "@cdktf/provider-aws/lib/data-aws-ecr-images";
import { Image, imageBuildToTerraform, type ImageBuild } from "@cdktf/provider-docker/lib/image";
import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { Tag } from "@cdktf/provider-docker/lib/tag";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";

export interface ContainerImageProps {
  /** Full reference with a tag: `<registry>/<repository>:<tag>`. The tag must stand for the content. */
  readonly reference: string;
  /** Folder sent to the Docker engine, as Terraform sees it from the stack's folder. */
  readonly context: string;
  /** Platform the image is built for; must be the one the tasks run on. */
  readonly platform: "linux/amd64" | "linux/arm64";
  /** Dockerfile, relative to `context`. @default "Dockerfile" */
  readonly dockerfile?: string;
  /** Build stage that becomes the image. @default the last one */
  readonly target?: string;
  /** Build arguments; never secrets, they stay readable in the image. @default none */
  readonly args?: Readonly<Record<string, string>>;
  /** Image labels; a changed label alone does not build again. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further tags of the same image in the same repository, for example `v1.2.3`. @default none */
  readonly extraTags?: readonly string[];
  /**
   * ECR repository that is asked for the tag first: an image that is there already is pulled and never built a
   * second time. Without it each machine that has not got the image builds it. @default none
   */
  readonly repositoryName?: string;
  /** The registry speaks plain HTTP; only for a local emulator. @default false */
  readonly insecureRegistry?: boolean;
  /** What must be there before the push, usually the repository. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A further tag: the local tag and its push. */
export interface ExtraTag {
  readonly tag: Tag;
  readonly pushed: RegistryImage;
}

const REFERENCE = /^([^\s:/]+(?::\d+)?\/[^\s:@]+):([A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/**
 * An image, built by the Docker engine and pushed to its registry under a tag that stands for its content.
 *
 * Promises that a new tag builds and pushes, that an unchanged one changes nothing, that a tag which the
 * repository holds already is taken from there (so going back to an earlier state of the source needs no second
 * build, which an immutable repository would refuse), and that no image is ever removed from the registry.
 */
export class ContainerImage extends Construct {
  public readonly image: Image;
  public readonly pushed: RegistryImage;
  public readonly extra: readonly ExtraTag[];
  /** `sha256:...` of the pushed manifest: what a task definition pins. */
  public readonly digest: string;

  constructor(scope: Construct, id: string, props: ContainerImageProps) {
    super(scope, id);
    const extraTags = props.extraTags ?? [];
    const after = props.dependsOn === undefined ? {} : { dependsOn: [...props.dependsOn] };
    refuse("image", referenceProblems(props.reference, extraTags));
    const [, repository = "", tag = ""] = REFERENCE.exec(props.reference) ?? [];
    const build: ImageBuild = {
      context: props.context,
      dockerfile: props.dockerfile ?? "Dockerfile",
      target: props.target,
      buildArgs: { ...props.args },
      labels: { ...props.labels },
      platform: props.platform,
      buildLogFile: this.logFile(),
    };

    this.image = new Image(this, "image", {
      name: props.reference,
      // For a pull on a machine of another architecture; the build has its own setting.
      platform: props.platform,
      // The engine's own clean-up decides: Terraform would remove the image that is still running locally.
      keepLocally: true,
      // All that matters is in the tag; a block that differs for another reason must not build again.
      lifecycle: { ignoreChanges: ["build"] },
      ...after,
    });
    if (props.repositoryName === undefined) {
      this.image.putBuildAttribute(build);
    } else {
      const present = new DataAwsEcrImages(this, "present", {
        repositoryName: props.repositoryName,
        ...after,
      });
      // `image_ids` is null in an empty repository, hence the `try`.
      const tags = `try(${present.fqn}.image_ids[*].image_tag, [])`;
      this.image.addOverride("dynamic.build", {
        for_each: `\${contains(${tags}, "${tag}") ? [] : [1]}`,
        content: imageBuildToTerraform(build) as object,
      });
    }
    this.pushed = this.push("pushed", this.image.name, props.insecureRegistry ?? false);
    this.extra = extraTags.map((extraTag) => {
      const made = new Tag(this, `tag-${extraTag}`, {
        sourceImage: this.image.name,
        targetImage: `${repository}:${extraTag}`,
      });
      const name = made.targetImage;
      return { tag: made, pushed: this.push(`pushed-${extraTag}`, name, props.insecureRegistry ?? false) };
    });
    this.digest = this.pushed.sha256Digest;
  }

  /** Beside the stack's document. Without a file, the provider keeps nothing of what the builder prints. */
  private logFile(): string {
    const stack = TerraformStack.of(this).node.path;
    return `${this.node.path.slice(stack.length + 1).replaceAll("/", ".")}.build.log`;
  }

  private push(id: string, name: string, insecure: boolean): RegistryImage {
    return new RegistryImage(this, id, {
      name,
      // Otherwise a new tag would delete the image that the running tasks, and a rollback, still need.
      keepRemotely: true,
      insecureSkipVerify: insecure,
    });
  }
}

function referenceProblems(reference: string, extraTags: readonly string[]): string[] {
  const problems: string[] = [];
  if (!REFERENCE.test(reference)) {
    problems.push(`reference must be <registry>/<repository>:<tag>, got ${shown(reference)}`);
  }
  for (const tag of [REFERENCE.exec(reference)?.[2], ...extraTags]) {
    if (tag === "latest")
      problems.push('tag must name one image for good, got "latest"; use the content tag');
    else if (tag !== undefined && !TAG.test(tag)) {
      problems.push(`tag must have 1 to 128 letters, digits, "_", "." or "-", got ${shown(tag)}`);
    }
  }
  return problems;
}
