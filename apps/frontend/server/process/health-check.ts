/** Exit code 0 when the server in this container answers: for HEALTHCHECK and for ECS, without a shell or curl. */
async function main(): Promise<void> {
  const port = process.env.PORT;
  const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(3_000) });
  if (!response.ok) throw new Error(`/health answered ${response.status}`);
}

main().catch((error: unknown) => {
  console.error(String(error));
  process.exit(1);
});
