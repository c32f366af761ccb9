import { allowed, arnParts, type Stacks } from "../synthesised";
import { counted, listed, text, unique } from "../values";
import { NOTHING, reference, type Part } from "./part";
import type { Running } from "./running";

const ECR = /^\d{12}\.dkr\.ecr(-fips)?\.[^/]+\//;

/** Where images come from, as one place: repositories of this environment, of others, and registries beside ECR. */
export function images(stacks: Stacks, running: readonly Running[]): Part {
  const made = stacks.of("aws_ecr_repository");
  const open = stacks.of("aws_ecrpublic_repository");
  const caches = stacks.of("aws_ecr_pull_through_cache_rule");
  const pulled = running.flatMap(({ task }) => pulledFrom(stacks, task?.values.execution_role_arn));
  const repositories = unique([...made.map(({ values }) => text(values, "name")), ...pulled]);
  const registries = unique(
    running
      .flatMap(({ containers }) => containers.map(({ image }) => registryOf(image, repositories)))
      .filter((host) => host !== ""),
  );
  if (repositories.length + registries.length + open.length + caches.length === 0) return NOTHING;
  return {
    nodes: [
      {
        id: "registry",
        kind: "registry",
        zone: "outside",
        title:
          repositories.length === 0
            ? "Registries"
            : `ECR, ${counted(repositories.length, "repository", "repositories")}`,
        lines: [
          ...(repositories.length <= 3 ? repositories : []),
          ...(open.length === 0 ? [] : [counted(open.length, "public repository", "public repositories")]),
          ...(caches.length === 0
            ? []
            : [`caches ${caches.map(({ values }) => text(values, "upstream_registry_url")).join(", ")}`]),
          ...listed(registries, 3),
        ],
        addresses: [...caches, ...made, ...open].map(({ address }) => address),
      },
    ],
    edges: running
      .filter(({ containers }) => containers.length > 0)
      .map(({ id }) => reference(id, "registry", "images")),
  };
}

/** Repositories that the role that starts a task may pull from. */
function pulledFrom(stacks: Stacks, role: unknown): string[] {
  return allowed(stacks, role)
    .filter(({ actions }) => actions.includes("ecr:BatchGetImage"))
    .flatMap(({ resources }) => resources)
    .flatMap((arn) => {
      const parts = arnParts(arn);
      return parts?.service === "ecr" ? [parts.resource.replace(/^repository\//, "")] : [];
    });
}

/** Host of a registry that is not a private one of ECR; Docker Hub when the image names none. */
function registryOf(image: string, repositories: readonly string[]): string {
  if (image === "" || image.includes("${") || ECR.test(image)) return "";
  // An emulator serves the repositories at an address of its own.
  const [, ...path] = image.split("/");
  if (repositories.includes(path.join("/").replace(/[:@].*$/, ""))) return "";
  const [host = ""] = image.split("/");
  return image.includes("/") && /[.:]|^localhost$/.test(host) ? host : "docker.io";
}
