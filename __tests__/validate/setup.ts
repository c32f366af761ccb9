import { provide } from "../support/toolchain-setup";

export default () => provide({ docker: false, emulator: false, providers: true });
