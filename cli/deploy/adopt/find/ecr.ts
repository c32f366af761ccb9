import { DescribePullThroughCacheRulesCommand, DescribeRepositoriesCommand } from "@aws-sdk/client-ecr";
import { DescribeRepositoriesCommand as DescribePublicRepositoriesCommand } from "@aws-sdk/client-ecr-public";
import { text } from "../../../../plan/resources";
import { byName, orMissing, type Finders } from "./finder";

const OF_THE_REGISTRY =
  "it belongs to the account's registry and has no tags, so another environment may use it; remove it from the configuration, or import it by hand";

export const ECR: Finders = {
  aws_ecr_repository: byName("name", async (name, { ecr }) => {
    const { repositories = [] } = await ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [name] }),
    );
    return repositories.map(({ repositoryName }) => repositoryName);
  }),
  aws_ecr_pull_through_cache_rule: async (planned, { ecr }) => {
    const prefix = text(planned, "ecr_repository_prefix");
    if (prefix === undefined) return [];
    const rules = async () =>
      (await ecr.send(new DescribePullThroughCacheRulesCommand({ ecrRepositoryPrefixes: [prefix] })))
        .pullThroughCacheRules ?? [];
    return (await orMissing(rules())).map(() => ({ id: prefix, refused: OF_THE_REGISTRY }));
  },
  aws_ecrpublic_repository: byName("repository_name", async (name, { ecrPublic }) => {
    const { repositories = [] } = await ecrPublic.send(
      new DescribePublicRepositoriesCommand({ repositoryNames: [name] }),
    );
    return repositories.map(({ repositoryName }) => repositoryName);
  }),
};
