import { imageTag, readTask } from "../../../apps/backend/src/task";

const endpoint = "http://169.254.170.2/v4/token";

const answering = (answers: Record<string, unknown>) => (url: string) =>
  url in answers
    ? Promise.resolve({ ok: true, json: () => Promise.resolve(answers[url]) })
    : Promise.resolve({ ok: false, json: () => Promise.resolve({ error: "no" }) });

test("reads what ECS tells", async () => {
  const get = answering({
    [endpoint]: { Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev-backend:src-12ab" },
    [`${endpoint}/task`]: {
      TaskARN: "arn:aws:ecs:eu-west-1:111122223333:task/shop-dev/0123456789abcdef",
      Family: "shop-dev-backend",
      Revision: "7",
      AvailabilityZone: "eu-west-1b",
    },
  });
  expect(await readTask(endpoint, get)).toEqual({
    id: "0123456789abcdef",
    definition: "shop-dev-backend:7",
    zone: "eu-west-1b",
    imageTag: "src-12ab",
  });
});

test("outside ECS nobody is asked", async () => {
  const get = jest.fn();
  expect(await readTask(undefined, get)).toEqual({});
  expect(get).not.toHaveBeenCalled();
});

test.each([
  ["an endpoint that is not there", () => Promise.reject(new Error("ECONNREFUSED"))],
  ["an endpoint that refuses", answering({})],
  ["an answer of another kind", answering({ [endpoint]: null, [`${endpoint}/task`]: ["x"] })],
])("%s leaves everything unknown", async (_name, get) => {
  expect(await readTask(endpoint, get)).toEqual({});
});

test.each([
  ["backend:v1", "v1"],
  ["localhost:4566/shop/backend:src-1", "src-1"],
  [`registry:5000/backend@sha256:${"0123456789ab".padEnd(64, "c")}`, "0123456789ab"],
  [`registry:5000/backend:v1@sha256:${"0123456789ab".padEnd(64, "c")}`, "0123456789ab"],
  ["registry:5000/backend", undefined],
  [undefined, undefined],
])("the tag of %s is %s", (image, tag) => {
  expect(imageTag(image)).toBe(tag);
});
