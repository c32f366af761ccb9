// ECS asks the container itself, sooner than the load balancer gives up.
fetch("http://127.0.0.1:3000/health").then(
  ({ ok, status }) => {
    console.log(`the health check answered ${status}`);
    process.exit(ok ? 0 : 1);
  },
  () => process.exit(1),
);
