import type { JudgedResource } from "../finding";
import { isText } from "../values";

/** Whether a database copies another one. */
export const isReplica = ({ values }: JudgedResource): boolean => isText(values.replicate_source_db);
