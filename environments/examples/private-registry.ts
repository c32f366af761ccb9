import { environment } from "../define";

/** An image of somebody else's registry, its logs through Fluent Bit, its files on EFS, its limits declared. */
export default environment({
  name: "private-registry",
  account: "111122223333",
  region: "eu-west-1",
  fileSystems: { shared: {} },
  services: {
    web: {
      image: { uri: "registry.example.com/shop/web:1.4.2", credentials: { secret: "shop/registry" } },
      port: 3000,
      route: { path: "/*", health: "/health" },
      size: { cpu: 512, memoryMiB: 1024 },
      containerMemory: { softMiB: 256, hardMiB: 768 },
      workingDirectory: "/app",
      command: ["node", "dist/main.js"],
      user: "10001:10001",
      ulimits: { nofile: { soft: 16384, hard: 65536 } },
      labels: { "com.example.team": "shop" },
      logRouter: { to: { cloudWatch: {} } },
      volumes: {
        uploads: { mount: "/var/uploads", fileSystem: "shared" },
        scratch: { mount: "/var/scratch" },
      },
    },
  },
});
