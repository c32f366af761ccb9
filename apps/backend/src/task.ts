/** What ECS tells a container about the task it runs in; outside ECS everything but nothing is known. */
export interface Task {
  readonly id?: string;
  /** Family and revision of the task definition, `<family>:<revision>`. */
  readonly definition?: string;
  readonly zone?: string;
  /** Tag of the image, or the start of its digest. */
  readonly imageTag?: string;
}

type Fetch = (url: string, init: { readonly signal: AbortSignal }) => Promise<Pick<Response, "ok" | "json">>;

const timeoutMs = 2_000;

/**
 * Asks the task metadata endpoint, version 4. The answer is for display only, so every failure is an empty answer:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html
 */
export async function readTask(endpoint: string | undefined, get: Fetch = fetch): Promise<Task> {
  if (endpoint === undefined) return {};
  const read = async (url: string): Promise<Record<string, unknown>> => {
    const response = await get(url, { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? record(await response.json()) : {};
  };
  const [container, task] = await Promise.all(
    [endpoint, `${endpoint}/task`].map((url) => read(url).catch((): Record<string, unknown> => ({}))),
  );
  const family = text(task?.Family);
  const revision = text(task?.Revision);
  return {
    id: text(task?.TaskARN)?.split("/").at(-1),
    definition: family !== undefined && revision !== undefined ? `${family}:${revision}` : undefined,
    zone: text(task?.AvailabilityZone),
    imageTag: imageTag(text(container?.Image)),
  };
}

/** `registry:5000/name:tag` -> `tag`, `name@sha256:<64 hex>` -> the first 12 of them, `name` -> nothing. */
export function imageTag(image: string | undefined): string | undefined {
  const name = image?.split("/").at(-1);
  const digest = name?.match(/@sha256:([0-9a-f]{12})/)?.[1];
  return digest ?? name?.match(/:([\w.-]+)$/)?.[1];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
