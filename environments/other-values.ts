import { knownFor, plainWord } from "./other-words";

/**
 * Values by the words that Docker, Docker Compose, Kubernetes, Terraform and the ECS API have for them, in lower case and
 * without separators. Several, where the word is for a value of more than one property.
 */
export const VALUE_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    aarch64: ["arm64", "ARM 64"],
    allatonce: ["blue-green"],
    amd64: ["x86_64", "x86-64"],
    arm64v8: ["arm64", "ARM 64"],
    aurora: ["aurora-postgres"],
    aurorapostgresql: ["aurora-postgres"],
    average: ["Average"],
    avg: ["Average"],
    codedeploy: ["blue-green"],
    count: ["SampleCount"],
    disabled: ["none"],
    distinctinstance: ["one-per-instance"],
    ecs: ["rolling"],
    false: ["none", "disabled"],
    generalpurpose: ["general-purpose"],
    graviton: ["arm64"],
    httpprotobuf: ["http/protobuf"],
    intel: ["x86_64", "x86-64"],
    linuxaarch64: ["arm64", "linux"],
    linuxamd64: ["x86_64", "x86-64", "linux"],
    linuxarm64: ["arm64", "ARM 64", "linux"],
    mean: ["Average"],
    multi: ["per-zone"],
    opentelemetry: ["adot"],
    otel: ["adot"],
    otelcollector: ["adot"],
    off: ["none", "disabled"],
    peraz: ["per-zone"],
    pg: ["postgres"],
    postgresql: ["postgres"],
    protobuf: ["http/protobuf"],
    readonly: ["readonly", "read"],
    receive: ["consume"],
    ro: ["readonly", "read"],
    rollingupdate: ["rolling"],
    rw: ["readwrite"],
    send: ["publish"],
    servicecompletedsuccessfully: ["SUCCESS"],
    servicehealthy: ["HEALTHY"],
    servicestarted: ["START"],
    single: ["one"],
    ssd: ["gp3"],
    true: ["one", "enabled"],
    vpc: ["awsvpc"],
    windows: ["windows-server-2022-core", "Windows"],
    windows2019: ["windows-server-2019-core"],
    windows2022: ["windows-server-2022-core"],
    windows2025: ["windows-server-2025-core"],
    windowsserver: ["windows-server-2022-core"],
    x64: ["x86_64", "x86-64"],
    x86: ["x86_64"],
    xraydaemon: ["x-ray"],
  }),
);

/** What Linux and Docker write before the names of capabilities and limits. */
const PREFIXES = /^(?:cap|rlimit)/;

/** The value that is meant by another tool's word, or by another spelling: `CAP_SYS_PTRACE`, `preScaleUp`. */
export function valueFor(word: string, values: readonly string[]): string | undefined {
  const unprefixed = plainWord(word).replace(PREFIXES, "");
  return knownFor(word, values, VALUE_WORDS) ?? values.find((value) => plainWord(value) === unprefixed);
}
