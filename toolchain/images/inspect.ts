import { debianImage } from "./debian";
import { emulatorImage } from "./emulator-image";
import { imageReference } from "./local-image";
import { nodeImage } from "./node";
import { pythonImage } from "./python";

export { imageExists } from "./local-image";

/** The images that the main job needs on a closed network, under the names that they will have. */
export function closedNetworkImages(): string[] {
  const debian = imageReference(debianImage({ install: false }));
  const python = imageReference(pythonImage(debian));
  const emulator = imageReference(emulatorImage("ministack", { PYTHON_IMAGE: python }));
  return [imageReference(nodeImage(debian)), emulator];
}
