/**
 * Properties by the words that Docker Compose, Kubernetes, Copilot, the CDK and the ECS API have for them, in lower case
 * and without separators. Several, where the word is for a property of more than one object.
 */
export const PROPERTY_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    accountid: ["account"],
    alias: ["domain", "host", "route"],
    application: ["project"],
    args: ["command"],
    autoscaling: ["count"],
    awsaccount: ["account"],
    awsregion: ["region"],
    build: ["image"],
    capadd: ["linux"],
    capdrop: ["linux"],
    certificatearn: ["certificate"],
    circuitbreaker: ["rollout"],
    cmd: ["command"],
    concurrency: ["count"],
    containerport: ["port"],
    context: ["image"],
    cpu: ["size", "containerCpu"],
    cpuarchitecture: ["architecture"],
    deploymentconfiguration: ["rollout"],
    deploystrategy: ["rollout"],
    desired: ["count"],
    desiredcount: ["count"],
    dockerfile: ["image"],
    domain: ["route"],
    domainname: ["domain", "route"],
    efs: ["volumes", "fileSystems"],
    enableexecutecommand: ["exec"],
    env: ["environment", "name"],
    envfile: ["environmentFiles"],
    envfiles: ["environmentFiles"],
    envfrom: ["environmentFiles"],
    environmentname: ["name"],
    environmentvariables: ["environment"],
    envvars: ["environment"],
    expose: ["port"],
    healthcheckpath: ["health", "route"],
    host: ["route"],
    hostname: ["host", "route"],
    http: ["route"],
    iam: ["access"],
    ingress: ["route"],
    instances: ["count"],
    launchtype: ["capacity", "runsOn"],
    loadbalancer: ["route"],
    logconfiguration: ["logRouter", "logs"],
    logdriver: ["logRouter"],
    logging: ["logRouter", "logs"],
    mem: ["size", "containerMemory"],
    memory: ["size", "containerMemory"],
    memorylimitmib: ["size", "containerMemory"],
    memorymib: ["size", "containerMemory"],
    mountpoints: ["volumes"],
    mounts: ["volumes"],
    path: ["route"],
    permissions: ["access"],
    platform: ["architecture"],
    policies: ["access"],
    ports: ["port"],
    readonlyrootfilesystem: ["writableRoot"],
    replicas: ["count"],
    resources: ["size"],
    scaling: ["count"],
    secretsfrom: ["secrets"],
    serviceconnect: ["connect"],
    shmsize: ["sharedMemoryMiB", "linux"],
    stage: ["name"],
    stopgraceperiod: ["stopTimeoutSeconds"],
    stoptimeout: ["stopTimeoutSeconds"],
    storagegb: ["storageGiB"],
    subnets: ["privateSubnets"],
    targetport: ["port"],
    taskrole: ["access"],
    taskrolearn: ["access"],
    tasks: ["count"],
    variables: ["environment"],
    volumesfrom: ["volumes"],
    vpc: ["network"],
    vpcid: ["vpc", "network"],
    workdir: ["workingDirectory"],
  }),
);

/** The property that a word of another tool means, or another spelling of one, among the known ones. */
export const propertyFor = (word: string, known: readonly string[]): string | undefined =>
  knownFor(word, known, PROPERTY_WORDS);

/** The known name that a word is another spelling of, or that a table has for it. */
export function knownFor(
  word: string,
  known: readonly string[],
  words: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const plain = plainWord(word);
  return (
    known.find((name) => plainWord(name) === plain) ?? words.get(plain)?.find((name) => known.includes(name))
  );
}

/** A word without what tools spell differently: case, hyphens, underscores and other separators. */
export const plainWord = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
