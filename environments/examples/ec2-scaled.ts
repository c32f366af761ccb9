import { environment } from "../define";

/** A service on EC2 instances, one task on each: scaling on CPU adds tasks, and tasks add instances. */
export default environment({
  name: "ec2-scaled",
  account: "111122223333",
  region: "eu-west-1",
  cluster: { instances: { general: { types: ["m7i.large"], max: 5, ami: "ami-0123456789abcdef0" } } },
  services: {
    web: {
      image: "apps/backend",
      port: 3000,
      route: { path: "/*", health: "/health" },
      runsOn: { instances: "general", placement: "one-per-instance" },
      count: {
        min: 1,
        max: 4,
        targetCpuPercent: 60,
        schedules: {
          evening: { at: "cron(0 20 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 0, max: 0 },
          morning: { at: "cron(0 7 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 1, max: 4 },
        },
      },
    },
  },
});
