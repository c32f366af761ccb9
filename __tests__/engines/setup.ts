import { POSTGRES_VERSION } from "../../toolchain/images/pins";
import { testEngine } from "../support/engine";
import { provide } from "../support/toolchain-setup";

/** MiniStack starts a server for a database. */
const databases = testEngine() === "ministack" ? [POSTGRES_VERSION] : [];

export default () => provide({ docker: true, emulator: testEngine(), databases, providers: true });
