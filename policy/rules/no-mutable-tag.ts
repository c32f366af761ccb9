import { shown } from "../../environments/errors";
import type { Fault, Rule } from "../rule";
import type { Subject } from "../subject";
import { isReference } from "../values";

export const noMutableTag: Rule = {
  id: "no-mutable-tag",
  doc: "What runs can be told from its name for ever. A repository that says nothing would have movable tags: in every environment it says what it has, and in a protected one it has immutable ones. There an image is named by a digest, by a tag that is a hash of its content (`src-...`), or by an exact version of one of AWS's own sidecars (`public.ecr.aws/xray`, `aws-observability`, `appmesh`); never by `latest`.",
  scope: "all",
  sources: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"],
  check: (subject) => [...repositoryFaults(subject), ...(subject.isProtected ? imageFaults(subject) : [])],
};

function repositoryFaults(subject: Subject): Fault[] {
  return subject.of("aws_ecr_repository").flatMap((resource) => {
    const { address, values } = resource;
    const got = values.image_tag_mutability ?? undefined;
    const declared = got !== undefined && !subject.isProtected;
    if (got === "IMMUTABLE" || declared || isReference(got)) return [];
    return [
      {
        resource,
        problem:
          got === undefined
            ? `${address}.image_tag_mutability must say what it is, got nothing, which is MUTABLE; set IMMUTABLE`
            : `${address} must have immutable tags, got ${shown(got)}; remove \`mutable\` from its repository`,
      },
    ];
  });
}

const imageFaults = ({ containers }: Subject): Fault[] =>
  containers.flatMap(({ resource, values, where }) => {
    const image = String(values.image);
    return isPinned(image)
      ? []
      : [
          {
            resource,
            problem: `${where} must run an image by digest in a protected environment, got "${image}"; add @sha256:...`,
          },
        ];
  });

/** As `constructs/image/content-tag.ts` makes them. */
const CONTENT_TAG = /:src-[0-9a-f]{20}$/;
const AWS_SIDECAR =
  /^public\.ecr\.aws\/(xray|aws-observability|appmesh)\/[a-z0-9-]+:v?\d+(\.\d+){2,3}(-[a-z0-9]+)?$/;

/** A reference that ends in an expression is as good as what it refers to. */
const isPinned = (image: string): boolean =>
  /@sha256:[0-9a-f]{64}$/.test(image) ||
  image.endsWith("}") ||
  CONTENT_TAG.test(image) ||
  AWS_SIDECAR.test(image);
