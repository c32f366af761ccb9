import { clockTime, short } from "../format";
import type { SeenTask } from "../history";

/** Shows how requests are spread, and during a rolling update how new tasks take over. */
export function TaskTable({ tasks }: { readonly tasks: readonly SeenTask[] }) {
  const total = tasks.reduce((sum, task) => sum + task.answers, 0);
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">Tasks that answered</h2>
      <div className="card table">
        <table aria-labelledby="tasks">
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Release</th>
              <th scope="col">Share of answers</th>
              <th scope="col">Last answer</th>
            </tr>
          </thead>
          <tbody>
            {tasks.length === 0 && (
              <tr>
                <td colSpan={4} className="quiet">
                  No task has answered yet.
                </td>
              </tr>
            )}
            {tasks.map(({ info, answers, lastAt }) => (
              <tr key={info.task}>
                <th scope="row" title={info.task}>
                  {short(info.task)}
                </th>
                <td>{info.release}</td>
                <td>
                  <meter value={answers} max={total} aria-label={`${answers} of ${total} answers`} />
                  <span className="quiet">
                    {answers} of {total}
                  </span>
                </td>
                <td className="quiet">{clockTime(lastAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
