import { readInput } from "../../environments/read-input";
import { inputs } from "../coverage/everything";
import { namesPath } from "../fuzz/named-path";
import { placesIn } from "../fuzz/places";

it.each(Object.entries(inputs))("names each setting of %s that is an object by mistake", (_, input) => {
  const reports = placesIn(input).map((_place, index) => {
    const copy = structuredClone(input);
    const { parent, key } = placesIn(copy)[index] ?? { parent: [], key: "" };
    (parent as Record<string, unknown>)[key] = {};
    const { problems } = readInput(copy);
    return { wrong: problems.filter((problem) => !namesPath(problem, copy)), refused: problems.length > 0 };
  });
  expect(reports.flatMap(({ wrong }) => wrong)).toEqual([]);
  // Only a few settings may be an object without properties.
  expect(reports.filter(({ refused }) => refused).length).toBeGreaterThan(reports.length / 2);
});
