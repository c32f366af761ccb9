import { environmentInputs, serviceInputs } from "../../../cli/init/environments";
import { fillPlaceholders } from "../../../environments/rules/placeholders";

it("keeps a folder and a health path with ${ as text", () => {
  const found = { name: "web", folder: "apps/${a}", health: "/${region}", root: false, windows: false };
  const answers = { project: "shop", account: "111122223333", region: "eu-west-1", ports: { web: 3000 } };
  const services = serviceInputs([found], answers, "infrastructure");
  const [, dev] = environmentInputs(answers, services);
  const { input, problems } = fillPlaceholders(dev);
  expect(problems).toEqual([]);
  expect(input.services.web).toMatchObject({ image: "../apps/${a}", route: { health: "/${region}" } });
});
