/** Whether arguments of cdktf name a stack; `*` and `?` as cdktf reads them. */
export function matchingStacks(args: readonly string[]): (stack: string) => boolean {
  const patterns = args.map(
    (arg) =>
      new RegExp(
        `^${arg
          .replace(/[.+^${}()|[\]\\]/g, "\\$&")
          .replaceAll("*", ".*")
          .replaceAll("?", ".")}$`,
      ),
  );
  return (stack) => patterns.some((pattern) => pattern.test(stack));
}
