import type { DiagramNode, NodeKind } from "../model";
import { allowed, arnParts, type Stacks } from "../synthesised";
import { blocks, block, listed, text, textsOf, unique } from "../values";
import { reference, type Part } from "./part";
import type { Running } from "./running";

interface Place {
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
}

const PLACES: Readonly<Record<string, Place>> = {
  s3: { id: "s3", kind: "bucket", title: "S3" },
  dynamodb: { id: "dynamodb", kind: "table", title: "DynamoDB" },
  sqs: { id: "sqs", kind: "queue", title: "SQS" },
  sns: { id: "sns", kind: "topic", title: "SNS" },
  firehose: { id: "firehose", kind: "stream", title: "Firehose" },
  kinesis: { id: "kinesis", kind: "stream", title: "Kinesis" },
  lambda: { id: "lambda", kind: "function", title: "Lambda" },
};

interface Use {
  readonly from: string;
  readonly service: string;
  readonly name: string;
  readonly does: string;
}

/** What tasks may do in AWS beside all that, and where balancers write their logs: one node for each AWS service. */
export function access(stacks: Stacks, running: readonly Running[]): Part {
  const uses = [...running.flatMap((one) => usesOf(stacks, one)), ...balancerLogs(stacks)];
  const services = unique(uses.map(({ service }) => service));
  const nodes = services.flatMap((service): DiagramNode[] => {
    const place = PLACES[service];
    if (place === undefined) return [];
    const names = unique(uses.filter((use) => use.service === service).map(({ name }) => name));
    return [{ ...place, zone: "outside", lines: listed(names, 3), addresses: madeHere(stacks, service) }];
  });
  const pairs = unique(uses.map(({ from, service }) => `${from}\n${service}`));
  return {
    nodes,
    edges: pairs.map((pair) => {
      const [from = "", service = ""] = pair.split("\n");
      const does = uses.filter((use) => use.from === from && use.service === service).map((use) => use.does);
      return reference(
        from,
        PLACES[service]?.id ?? service,
        unique(does.flatMap((one) => one.split(" and "))).join(" and "),
      );
    }),
  };
}

const madeHere = (stacks: Stacks, service: string): string[] =>
  service === "s3" ? stacks.of("aws_s3_bucket").map(({ address }) => address) : [];

function usesOf(stacks: Stacks, { id, service, task, containers }: Running): Use[] {
  const granted = allowed(stacks, task?.values.task_role_arn).flatMap(({ actions, resources }) =>
    resources.flatMap((arn) => useOf(id, arn, doneBy(actions))),
  );
  const files = containers
    .flatMap(({ environmentFiles }) => environmentFiles)
    .flatMap((arn) => useOf(id, arn, "reads"));
  const hooks = blocks(block(service.values, "deployment_configuration"), "lifecycle_hook").flatMap((hook) =>
    textsOf(hook.hook_target_arn).flatMap((arn) => useOf(id, arn, "hooks")),
  );
  return [...granted, ...files, ...hooks];
}

function useOf(from: string, arn: string, does: string): Use[] {
  const parts = arnParts(arn);
  if (parts === undefined || PLACES[parts.service] === undefined) return [];
  const { service, resource } = parts;
  const bare =
    service === "s3"
      ? resource.split("/")[0]
      : resource.replace(/^(table|deliverystream|stream|function)[/:]/, "");
  const name = (bare ?? "").split(/[/:]/)[0] ?? "";
  return name === "" || name === "*" ? [] : [{ from, service, name, does }];
}

const WRITES = /:(Put|Delete(Item|Object)|Update|BatchWrite|SendMessage|Publish|Abort)/;
/** Not what only describes: who sends to a queue asks for its address too. */
const READS = /:(Get(Item|Object|Records)|BatchGet|Query|Scan|ReceiveMessage|ListBucket)/;

function doneBy(actions: readonly string[]): string {
  const does = [
    ...(actions.some((action) => READS.test(action)) ? ["reads"] : []),
    ...(actions.some((action) => WRITES.test(action)) ? ["writes"] : []),
  ];
  return does.length === 0 ? "uses" : does.join(" and ");
}

function balancerLogs(stacks: Stacks): Use[] {
  return stacks.of("aws_lb").flatMap(({ values }, at) => {
    const [bucket] = stacks.referred(block(values, "access_logs").bucket, "aws_s3_bucket");
    if (bucket === undefined) return [];
    const from = at === 0 ? "balancer" : `balancer-${at + 1}`;
    return [{ from, service: "s3", name: text(bucket.values, "bucket"), does: "access logs" }];
  });
}
