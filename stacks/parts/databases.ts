import { databaseConnection } from "../../constructs/database/connection";
import type { TaskPart } from "../../constructs/task/part";
import type { ServiceContext } from "./context";

/** The databases that a service uses, one part each. */
export function databases({ environment, foundation, service }: ServiceContext): TaskPart[] {
  const { account, region } = environment;
  return (service.uses ?? []).flatMap(({ database: name, ...use }) => {
    const database = foundation.databases.get(name);
    return database ? databaseConnection({ ...use, name, database, account, region }) : [];
  });
}
