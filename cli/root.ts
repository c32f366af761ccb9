import { dirname } from "node:path";

/** Project root: the folder of cdktf.json, main.ts and environments/. */
export const root = dirname(__dirname);
