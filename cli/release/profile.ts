/**
 * Asks AWS with the credentials of another profile: an environment may be in an account of its own, and what one asks of
 * ECS no policy of a resource opens to others.
 */
export async function withProfile<T>(profile: string | undefined, work: () => Promise<T>): Promise<T> {
  if (profile === undefined) return work();
  const before = process.env.AWS_PROFILE;
  process.env.AWS_PROFILE = profile;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.AWS_PROFILE;
    else process.env.AWS_PROFILE = before;
  }
}
