export { baseImageNames, ensureBaseImages, ensurePythonImage, type ImageOptions } from "./base-images";
export { ensureCheckovImage } from "./checkov";
export { databaseVariables, ensurePostgresImages, IMAGE_PREFIX } from "./postgres";
export { EMULATOR_KINDS, ensureEmulatorImage, type BuiltEmulator, type EmulatorKind } from "./emulator-image";
