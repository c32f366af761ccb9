import { building } from "./building";
import { notes } from "./notes";
import { deployment } from "./deployment";
import { quick } from "./quick";
import type { Row } from "./row";
import { week6 } from "./week6";

export type { Proof, Row } from "./row";

/** What the five source systems do, row by row, in their order. */
export const SYSTEMS: readonly { readonly title: string; readonly rows: readonly Row[] }[] = [
  { title: "Deploying containers: a Flask backend and a React frontend", rows: week6 },
  { title: "Container deployment: a Node backend on Fargate", rows: deployment },
  { title: "Building and deploying with ECR and ECS", rows: building },
  { title: "A container service with every setting", rows: quick },
  { title: "Notes on ECS and ECR", rows: notes },
];
export const ROWS: readonly Row[] = SYSTEMS.flatMap(({ rows }) => rows);
