import { type App, TerraformOutput, TerraformStack } from "cdktf";
import { BalancerAccess } from "../constructs/capacity/balancer-access";
import { Cluster } from "../constructs/cluster/cluster";
import { ConnectNamespace } from "../constructs/connect/namespace";
import { Database } from "../constructs/database/database";
import type { LoadBalancerAlias } from "../constructs/load-balancer/alias";
import type { DomainCertificate } from "../constructs/load-balancer/certificate";
import { LoadBalancer } from "../constructs/load-balancer/load-balancer";
import { TestListener } from "../constructs/load-balancer/test-listener";
import { AlarmTopic } from "../constructs/observability/alarm-topic";
import { BalancerAlarm } from "../constructs/observability/balancer-alarm";
import { ExistingNetwork } from "../constructs/network/existing-network";
import { Network, type NetworkAttributes } from "../constructs/network/network";
import type { RegistryCredentials } from "../constructs/registry/credentials";
import type { FileSystemAttributes } from "../constructs/volume/file-system";
import type { Environment } from "../environments/model";
import { gatewayEndpoints, interfaceEndpoints } from "../environments/rules/endpoints";
import { Domains } from "./domains";
import { fileSystemsOf } from "./file-systems";
import { balancedPorts } from "./instance-ports";
import type { Machine } from "./machine";
import { prefixOf } from "../environments/rules/names";
import { balancingName } from "../environments/rules/physical-name";
import { stackName } from "./names";
import { registryCredentials } from "./registry-credentials";
import { configureAws, configureState } from "./target";
import type { TerraformEnvironment } from "./terraform-text";

/** What changes rarely: network, cluster, load balancer, certificate and DNS. */
export class FoundationStack extends TerraformStack {
  readonly network: NetworkAttributes;
  /** Absent without a namespace, or with one that was there before. */
  readonly namespace?: ConnectNamespace;
  /** Absent without a namespace. */
  readonly namespaceArn?: string;
  readonly cluster: Cluster;
  /** By their names in the environment. */
  readonly databases: ReadonlyMap<string, Database>;
  /** By their names in the environment. */
  readonly fileSystems: ReadonlyMap<string, FileSystemAttributes>;
  /** Empty secrets for the registries of images, by their names in the environment. */
  readonly registryCredentials: ReadonlyMap<string, RegistryCredentials>;
  /** Absent without alarms, and for a topic that is there already. */
  readonly alarmTopic?: AlarmTopic;
  /** ARNs of the topics that hear of alarms. */
  readonly alarmActions: readonly string[];
  /** Absent without a load balancer, or without that alarm. */
  readonly balancerAlarm?: BalancerAlarm;
  /** Ways from the load balancer to containers on instances, by the names of the groups. */
  readonly balancerAccess: ReadonlyMap<string, BalancerAccess> = new Map();
  /** Absent when no service has a route. */
  readonly loadBalancer?: LoadBalancer;
  /** Absent when no revision is tried before it serves. */
  readonly testListener?: TestListener;
  /** Absent when no domain needs one that is made here. */
  readonly certificate?: DomainCertificate;
  /** Records of the balancer's domains, by their names. */
  readonly aliases: ReadonlyMap<string, LoadBalancerAlias> = new Map();

  constructor(app: App, environment: TerraformEnvironment, machine: Machine) {
    super(app, stackName(environment, "foundation"));
    configureState(this, environment, machine, "foundation");
    configureAws(this, environment, machine, {
      buckets: environment.loadBalancer?.accessLogRetentionDays !== undefined,
    });
    const prefix = prefixOf(environment);
    const logKey = environment.observability?.logKey;

    this.network =
      environment.network.kind === "new"
        ? new Network(this, "network", {
            prefix,
            region: environment.region,
            ...environment.network,
            ...(logKey !== undefined && { flowLogKeyArn: logKey }),
            moreEndpoints: interfaceEndpoints(environment),
            moreGateways: gatewayEndpoints(environment),
          })
        : new ExistingNetwork(this, "network", {
            vpcId: environment.network.vpc,
            publicSubnetIds: environment.network.publicSubnets,
            privateSubnetIds: environment.network.privateSubnets,
          });
    const { namespace } = environment;
    if (namespace?.kind === "new") this.namespace = new ConnectNamespace(this, "namespace", namespace);
    const namespaceArn = namespace?.kind === "existing" ? namespace.arn : this.namespace?.arn;
    if (namespaceArn !== undefined) this.namespaceArn = namespaceArn;
    this.cluster = this.makeCluster(environment, prefix);
    const { account, region } = environment;
    const alarms = environment.observability?.alarms;
    if (alarms && alarms.topic === undefined) {
      const { emails } = alarms;
      this.alarmTopic = new AlarmTopic(this, "alarm-topic", {
        name: `${prefix}-alarms`,
        account,
        region,
        emails,
      });
    }
    this.alarmActions = [this.alarmTopic?.arn ?? alarms?.topic].filter((arn) => arn !== undefined);

    this.databases = new Map(
      (environment.databases ?? []).map((database) => [
        database.name,
        new Database(this, `database-${database.name}`, {
          ...database,
          identifier: `${prefix}-${database.name}`,
          network: this.network,
          account: environment.account,
          region: environment.region,
          logRetentionDays: environment.logs.retentionDays,
          ...(logKey !== undefined && { logKeyArn: logKey }),
        }),
      ]),
    );

    this.fileSystems = fileSystemsOf(this, environment, this.network);

    this.registryCredentials = registryCredentials(this, environment);

    const settings = environment.loadBalancer;
    if (!settings) return;
    const domains = new Domains(this, settings.domains ?? []);
    if (domains.certificate) this.certificate = domains.certificate;
    const certificateArn = domains.certificateArn ?? settings.certificate;
    this.loadBalancer = new LoadBalancer(this, "load-balancer", {
      name: balancingName(prefix),
      network: this.network,
      public: settings.public,
      ...(settings.allowedCidrs && { allowedCidrs: settings.allowedCidrs }),
      ...(certificateArn !== undefined && { certificateArn }),
      moreCertificates: domains.moreCertificates,
      deletionProtection: settings.deletionProtection,
      idleTimeoutSeconds: settings.idleTimeoutSeconds,
      ...(settings.accessLogRetentionDays !== undefined && {
        accessLogs: {
          bucketName: `${prefix}-lb-logs-${environment.account}`,
          retentionDays: settings.accessLogRetentionDays,
        },
      }),
    });
    if (settings.testListener) {
      this.testListener = new TestListener(this, "test-listener", {
        ...settings.testListener,
        // Told by the production listener, and so made after it: where one address leads to both, an emulator takes the first.
        loadBalancerArn: this.loadBalancer.listener.loadBalancerArn,
        securityGroupId: this.loadBalancer.securityGroupId,
        ...(certificateArn !== undefined && { certificateArn }),
        moreCertificates: domains.moreCertificates,
      });
    }
    this.aliases = domains.aliases(this.loadBalancer);
    this.balancerAlarm = this.makeBalancerAlarm(environment, prefix, this.loadBalancer);
    this.balancerAccess = this.makeBalancerAccess(environment, this.loadBalancer);
    new TerraformOutput(this, "load-balancer-dns-name", { value: this.loadBalancer.dnsName });
  }

  private makeBalancerAlarm(
    environment: Environment,
    prefix: string,
    { fullName }: LoadBalancer,
  ): BalancerAlarm | undefined {
    const errorsPerMinute = environment.observability?.alarms?.balancerErrorsPerMinute;
    if (errorsPerMinute === undefined) return undefined;
    return new BalancerAlarm(this, "balancer-alarm", {
      name: `${prefix}-load-balancer-errors`,
      loadBalancerFullName: fullName,
      errorsPerMinute,
      actions: this.alarmActions,
    });
  }

  private makeBalancerAccess(
    { services }: Environment,
    { securityGroupId }: LoadBalancer,
  ): ReadonlyMap<string, BalancerAccess> {
    const reached = [...this.cluster.instanceGroups]
      .map(([name, group]) => ({ name, group, ports: balancedPorts(services, name) }))
      .filter(({ ports }) => ports.length > 0);
    return new Map(
      reached.map(({ name, group, ports }) => [
        name,
        new BalancerAccess(this, `balancer-access-${name}`, {
          groupName: name,
          instancesSecurityGroupId: group.securityGroupId,
          loadBalancerSecurityGroupId: securityGroupId,
          ports,
        }),
      ]),
    );
  }

  private makeCluster(environment: Environment, prefix: string): Cluster {
    const { account, region, tags, logs } = environment;
    const { capacity, containerInsights, instances } = environment.cluster;
    const logKey = environment.observability?.logKey;
    return new Cluster(this, "cluster", {
      name: prefix,
      capacity,
      containerInsights,
      ...(this.namespaceArn !== undefined && { namespaceArn: this.namespaceArn }),
      execLog: { retentionDays: logs.retentionDays, ...(logKey !== undefined && { kmsKey: logKey }) },
      ...(instances && {
        instances: { prefix, account, region, network: this.network, tags, groups: instances },
      }),
    });
  }
}
