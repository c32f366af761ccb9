import {
  DescribeTasksCommand,
  paginateListTasks,
  type ECSClient,
  type ListTasksCommandInput,
  type Task,
} from "@aws-sdk/client-ecs";
import { itemsOf } from "./items-of";

/** Tasks that one DescribeTasks takes; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const MAX_DESCRIBED = 100;

/** All tasks that a question of ListTasks finds; those that ended, for about an hour. */
export async function findTasks(
  ecs: ECSClient,
  {
    desiredStatuses,
    ...question
  }: Omit<ListTasksCommandInput, "desiredStatus"> & {
    readonly desiredStatuses: readonly ("RUNNING" | "STOPPED")[];
  },
): Promise<Task[]> {
  const arns: string[] = [];
  for (const desiredStatus of desiredStatuses) {
    const pages = paginateListTasks({ client: ecs }, { ...question, desiredStatus });
    arns.push(...(await itemsOf(pages, ({ taskArns }) => taskArns)));
  }
  const tasks: Task[] = [];
  for (let from = 0; from < arns.length; from += MAX_DESCRIBED) {
    tasks.push(...(await describeTasks(ecs, question.cluster, arns.slice(from, from + MAX_DESCRIBED))));
  }
  return tasks;
}

/** Those of at most a hundred tasks that ECS knows. */
export async function describeTasks(
  ecs: ECSClient,
  cluster: string | undefined,
  tasks: readonly string[],
): Promise<Task[]> {
  const answer = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [...tasks] }));
  return answer.tasks ?? [];
}

export const taskId = (arn = ""): string => arn.split("/").at(-1) ?? arn;
