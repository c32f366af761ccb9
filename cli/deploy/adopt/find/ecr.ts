import { DescribePullThroughCacheRulesCommand, DescribeRepositoriesCommand } from "@aws-sdk/client-ecr";
import { DescribeRepositoriesCommand as DescribePublicRepositoriesCommand } from "@aws-sdk/client-ecr-public";
import { byName, type Finders } from "./finder";

export const ECR: Finders = {
  aws_ecr_repository: byName("name", async (name, { ecr }) => {
    const { repositories = [] } = await ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [name] }),
    );
    return repositories.map(({ repositoryName }) => repositoryName);
  }),
  // It has no tags: the registry that it copies tells whether it is this one.
  aws_ecr_pull_through_cache_rule: byName("ecr_repository_prefix", async (prefix, { ecr }, planned) => {
    const { pullThroughCacheRules = [] } = await ecr.send(
      new DescribePullThroughCacheRulesCommand({ ecrRepositoryPrefixes: [prefix] }),
    );
    return pullThroughCacheRules
      .filter(({ upstreamRegistryUrl }) => upstreamRegistryUrl === planned.upstream_registry_url)
      .map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix);
  }),
  aws_ecrpublic_repository: byName("repository_name", async (name, { ecrPublic }) => {
    const { repositories = [] } = await ecrPublic.send(
      new DescribePublicRepositoriesCommand({ repositoryNames: [name] }),
    );
    return repositories.map(({ repositoryName }) => repositoryName);
  }),
};
