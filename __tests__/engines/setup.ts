import { testEngine } from "../support/engine";
import { provide } from "../support/toolchain-setup";

export default () => provide({ docker: true, emulator: testEngine(), providers: true });
