import { useState } from "react";
import { Facts } from "./components/Facts";
import { Masthead } from "./components/Masthead";
import { RequestPath } from "./components/RequestPath";
import { StatusCard } from "./components/StatusCard";
import { TaskTable } from "./components/TaskTable";
import { lastAnswer, stateOf, tasksSeen } from "./history";
import { useBackend } from "./useBackend";

export function App() {
  const [automatic, setAutomatic] = useState(true);
  const backend = useBackend(automatic);
  const state = stateOf(backend.history, backend.waiting);
  const answer = lastAnswer(backend.history);

  return (
    <>
      <Masthead environment={answer?.info.environment} />
      <main>
        <StatusCard state={state} backend={backend} automatic={automatic} onAutomatic={setAutomatic} />
        <RequestPath state={state} task={answer?.info.task} />
        <Facts info={answer?.info} stale={state === "down"} />
        <TaskTable tasks={tasksSeen(backend.history)} />
      </main>
    </>
  );
}
