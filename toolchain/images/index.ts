export { baseImageNames, ensureBaseImages, ensurePythonImage, type ImageOptions } from "./base-images";
export { EMULATOR_KINDS, ensureEmulatorImage, type BuiltEmulator, type EmulatorKind } from "./emulator-image";
