import { provide } from "../support/toolchain-setup";

export default () => provide({ docker: true, emulator: false, providers: true });
