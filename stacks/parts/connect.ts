import { serviceConnect } from "../../constructs/connect/service-connect";
import { ConnectTlsRole } from "../../constructs/connect/tls-role";
import type { TaskPart } from "../../constructs/task/part";
import type { ServiceContext } from "./context";

/** Service Connect: the service calls others by name, and is called. */
export function connect(context: ServiceContext): TaskPart | undefined {
  const { environment, foundation, logGroup, name, scope, service } = context;
  const { namespaceArn } = foundation;
  if (!service.connect || namespaceArn === undefined) return undefined;
  const { server } = service.connect;
  const tlsRole =
    server?.tls &&
    new ConnectTlsRole(scope, "connect-tls", {
      name: `${name}-connect-tls`,
      region: environment.region,
      ...(server.tls.kmsKey !== undefined && { kmsKey: server.tls.kmsKey }),
    });
  const part = serviceConnect({
    name,
    namespaceArn,
    logGroup: logGroup.name,
    region: environment.region,
    ...(server &&
      service.port !== undefined && {
        server: { ...server, portName: service.name, containerPort: service.port },
      }),
    ...(tlsRole && { tlsRoleArn: tlsRole.arn }),
  });
  return { ...part, ...(tlsRole && { dependsOn: tlsRole.ready }) };
}
