/** Measures named steps, for the table at the end of a run. */
export class Timings {
  private readonly steps: { readonly name: string; readonly seconds: number }[] = [];
  private readonly started = performance.now();

  async of<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.steps.push({ name, seconds: (performance.now() - start) / 1000 });
    }
  }

  /** One line per step and one for the whole, seconds with one decimal. */
  lines(): string[] {
    const rows = [...this.steps, { name: "in all", seconds: (performance.now() - this.started) / 1000 }];
    const width = Math.max(...rows.map(({ name }) => name.length));
    return rows.map(({ name, seconds }) => `  ${name.padEnd(width)} ${seconds.toFixed(1).padStart(7)} s`);
  }
}
