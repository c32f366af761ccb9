import { provide } from "../support/toolchain-setup";

export default () => provide({ docker: true, emulator: true, providers: true });
