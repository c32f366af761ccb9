import type { Diagram } from "../model";
import { columnOf, COLUMNS } from "./columns";
import { roomBeside } from "./frames";
import { moved } from "./moved";
import type { Content } from "./placed";

/** Room that a column of the layout gets at its side: everything at `from` and right of it moves by `by`. */
interface Room {
  readonly from: number;
  readonly by: number;
}

/** Moves columns apart where frames begin and end, so that lines run down between frames and not on their borders. */
export function spread(diagram: Diagram, content: Content): Content {
  const beside = roomBeside(diagram);
  const rooms: Room[] = [];
  for (let column = 0; column < COLUMNS; column += 1) {
    const inside = content.nodes.filter(({ node }) => columnOf(node) === column);
    const spokesmen = content.spokesmen.filter(({ id }) => inside.some(({ node }) => node.group === id));
    const room = beside.get(column);
    if (room === undefined) continue;
    const right = Math.max(...[...inside, ...spokesmen].map(({ x, width }) => x + width));
    rooms.push(
      { from: Math.min(...inside.map(({ x }) => x)), by: room.left },
      { from: right + 1, by: room.right },
    );
  }
  const shift = (x: number): number => rooms.reduce((sum, { from, by }) => (x >= from ? sum + by : sum), 0);
  return moved(content, ({ x, y }) => ({ x: x + shift(x), y }));
}
