import { HIGHEST_PRIORITY, listenerPriority } from "../../../environments/rules/listener-priority";

it("puts what is more specific first", () => {
  const order: [string, string?][] = [
    ["/api/orders", "shop.example.com"],
    ["/api/*", "shop.example.com"],
    ["/*", "shop.example.com"],
    ["/api/orders"],
    ["/api/orders*"],
    ["/api/*"],
    ["/*"],
    ["*"],
  ];
  const priorities = order.map(([path, host]) => listenerPriority(path, host));
  expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
  expect(new Set(priorities).size).toBe(order.length);
});

it("stays in the range of an ALB for the longest and the shortest rule", () => {
  for (const [path, host] of [[`/${"x".repeat(127)}`, "h"], ["*"]] as [string, string?][]) {
    expect(listenerPriority(path, host)).toBeGreaterThanOrEqual(1);
    expect(listenerPriority(path, host)).toBeLessThanOrEqual(HIGHEST_PRIORITY);
  }
});

it("is part of the contract: a changed number would replace live rules", () => {
  expect([
    listenerPriority("/*"),
    listenerPriority("/api/*"),
    listenerPriority("/*", "a.example.com"),
  ]).toEqual([49687, 48568, 24535]);
});
