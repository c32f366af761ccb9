import { shown } from "../../environments/errors";
import type { Image } from "../../environments/model";

/** What the environment says of an image, for a message. */
export function imageSource(image: Image): string {
  switch (image.kind) {
    case "build":
      return `the build of ${shown(image.context)}`;
    case "promoted":
      return `{ from: ${shown(image.from)} }`;
    case "external":
      return `{ uri: ${shown(image.uri)} }`;
  }
}
