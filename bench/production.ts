import { join, resolve as absolute } from "node:path";
import production from "../environments/production";
import { resolve } from "../environments/resolve";
import { services } from "../environments/shared";
import { createApp } from "../main";

/** The sample `production`, if it built its images itself: reading what they are made of is part of what is measured. */
const root = join(__dirname, "..");
const { backend, frontend } = services;
const built = { admin: frontend.image, backend: backend.image, frontend: frontend.image };
const environment = resolve(
  {
    ...production,
    services: Object.fromEntries(
      Object.entries(production.services).map(([name, service]) => [
        name,
        { ...service, image: built[name as keyof typeof built] },
      ]),
    ),
  },
  root,
);
createApp([environment], { root, outdir: absolute(process.argv[2] ?? "") }).app.synth();
