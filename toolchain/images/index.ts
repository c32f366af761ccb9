export { baseImageNames, ensureBaseImages, ensurePythonImage, type ImageOptions } from "./base-images";
export { ensureEmulatorImage, type BuiltEmulator, type EmulatorKind } from "./emulator-image";
