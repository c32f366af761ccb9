import { RegistryScanning, type RegistryScanningProps } from "../../../constructs/registry/scanning";
import { synth } from "../../support/synth";

const made = (props: RegistryScanningProps) =>
  synth((stack) => new RegistryScanning(stack, "scanning", props));
const rule = (frequency: "on-push" | "continuous", repositories = ["shop-*"]) => ({
  frequency,
  repositories,
});

test("without rules, images are scanned by hand", () => {
  expect(made({ type: "basic", rules: [] }).only("aws_ecr_registry_scanning_configuration")).toEqual({
    scan_type: "BASIC",
    rule: [],
  });
});

test("each frequency with its repositories", () => {
  const props = {
    type: "enhanced",
    rules: [rule("continuous"), rule("on-push", ["tools", "base/*"])],
  } as const;
  expect(made(props).only("aws_ecr_registry_scanning_configuration")).toEqual({
    scan_type: "ENHANCED",
    rule: [
      {
        scan_frequency: "CONTINUOUS_SCAN",
        repository_filter: [{ filter: "shop-*", filter_type: "WILDCARD" }],
      },
      {
        scan_frequency: "SCAN_ON_PUSH",
        repository_filter: [
          { filter: "tools", filter_type: "WILDCARD" },
          { filter: "base/*", filter_type: "WILDCARD" },
        ],
      },
    ],
  });
});

test("refuses what ECR would refuse", () => {
  expect(() => made({ type: "basic", rules: [rule("continuous"), rule("continuous", [])] })).toThrow(
    [
      "registry scanning is not valid:",
      '  - rules must have one rule per frequency, got ["continuous","continuous"]',
      '  - type must be "enhanced" for continuous scanning, got "basic"',
      "  - rules[1].repositories must have 1 to 100 names, got 0",
    ].join("\n"),
  );
  const names = (length: number) => Array.from({ length }, (_, index) => `shop-${index}`);
  expect(() => made({ type: "basic", rules: [rule("on-push", names(100))] })).not.toThrow();
  expect(() => made({ type: "basic", rules: [rule("on-push", names(101))] })).toThrow("got 101");
});
