import type { ServiceEvent } from "@aws-sdk/client-ecs";

/** Oldest first: ECS names the newest first; of the same second, the order stays. */
export const eventsInOrder = (events: readonly ServiceEvent[] = []): ServiceEvent[] =>
  [...events].reverse().sort((a, b) => Number(a.createdAt ?? 0) - Number(b.createdAt ?? 0));

/** Which service it is stands above. */
export const eventText = ({ message = "" }: ServiceEvent): string =>
  message.replace(/^\(service [^)]*\) /, "");
