/** What stands in the new project's folder for those who find it. */
export const readme = (project: string, into: string): string => `# Infrastructure of ${project}

Made by \`slipway init\`. What runs, and where, is in \`environments/\`: the services in \`shared.ts\`, and a file for each
environment. Everything else is Slipway, and is yours to change.

\`\`\`sh
cd ${into}
npm run local                 # the whole platform on this machine; ends with the addresses to open
npm run local:view            # services, tasks, requests and log lines, live
npm run local:down

npx slipway bootstrap dev     # once: the bucket for Terraform's state
npx slipway deploy dev        # shows the plan, asks, applies, and watches until it serves
npx slipway --help
\`\`\`

A new environment is a file beside \`dev.ts\` and its line in \`environments/index.ts\`. How releases go from one environment
to the next: [docs/releases.md](docs/releases.md).
`;
