import type { NodeKind } from "../model";

/** Colour of a kind: the way in, what runs, what keeps data, and the rest. */
export const TONES: Readonly<Record<NodeKind, "entry" | "run" | "data" | "rest">> = {
  clients: "entry",
  dns: "entry",
  balancer: "entry",
  nat: "entry",
  endpoints: "entry",
  service: "run",
  database: "data",
  files: "data",
  bucket: "data",
  table: "data",
  queue: "data",
  stream: "data",
  namespace: "rest",
  mesh: "rest",
  registry: "rest",
  secrets: "rest",
  watch: "rest",
  topic: "rest",
  function: "run",
};

const CYLINDER =
  "M2 4c0-1.4 2.7-2.5 6-2.5s6 1.1 6 2.5v8c0 1.4-2.7 2.5-6 2.5s-6-1.1-6-2.5zM2 4c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5";
const BELL = "M8 2a4 4 0 0 1 4 4v3l1.5 2.5h-11L4 9V6a4 4 0 0 1 4-4zM6.5 14h3";

/** Strokes in a square of 16. */
export const ICONS: Readonly<Record<NodeKind, string>> = {
  clients: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM1.5 8h13M8 1.5c4 4 4 9 0 13c-4-4-4-9 0-13",
  dns: "M8 1.5v13M3 3h8.5l2 2l-2 2H3zM12.5 8.5H5l-2 2l2 2h7.5z",
  balancer: "M1.5 8h4M5.5 8l6-5.5h2.5M5.5 8H14M5.5 8l6 5.5h2.5",
  nat: "M2 8h10M9 4.5L12.5 8L9 11.5M14.5 2.5v11",
  endpoints: "M5.5 8a3 3 0 1 1-.01 0M10.5 8h4M8.5 8h2M12.5 6v4",
  service: "M8 1.5l5.8 3.2v6.6L8 14.5l-5.8-3.2V4.7zM2.2 4.7L8 8l5.8-3.3M8 8v6.5",
  database: `${CYLINDER}M2 8c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5`,
  files: "M1.5 3.5h4.5l1.5 2h7v8h-13z",
  bucket: "M2 3.5h12l-1.7 10.5H3.7zM2 3.5c2 1.6 10 1.6 12 0",
  table: "M2 2.5h12v11H2zM2 6h12M2 9.8h12M6.5 6v7.5",
  queue: "M1.5 4.5h3v7h-3zM6.5 4.5h3v7h-3zM11.5 4.5h3v7h-3z",
  stream:
    "M1.5 4.5c3-2.5 5 2.5 8 0s4-1 5-.5M1.5 8.5c3-2.5 5 2.5 8 0s4-1 5-.5M1.5 12.5c3-2.5 5 2.5 8 0s4-1 5-.5",
  namespace: "M8 6a2 2 0 1 0 0 4a2 2 0 1 0 0-4M3 2.5l3.6 4M13 2.5l-3.6 4M3 13.5l3.6-4M13 13.5l-3.6-4",
  mesh: "M2 2.5h12v11H2zM8 2.5v11M2 8h12",
  registry: "M2 6.5h12v7.5H2zM3.5 6.5V4h9v2.5M5 4V2h6v2M6.5 9.5h3",
  secrets: "M5.5 5a3.2 3.2 0 1 0 .01 0M8.5 8.2h6M12 8.2v2.6",
  watch: "M1.5 8.5h3l2-5.5l3 10.5l2-5h3",
  topic: BELL,
  function: "M3.5 2.5h2l6 11h2M7.3 6.5l-4 7",
};
