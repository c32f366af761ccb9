import { withProfile } from "../../../cli/release/profile";

const before = process.env.AWS_PROFILE;
afterEach(() => {
  if (before === undefined) delete process.env.AWS_PROFILE;
  else process.env.AWS_PROFILE = before;
});
const profile = () => Promise.resolve(process.env.AWS_PROFILE);

test.each(["own", undefined])("holds while the work takes; afterwards %s is back", async (own) => {
  if (own === undefined) delete process.env.AWS_PROFILE;
  else process.env.AWS_PROFILE = own;
  expect(await withProfile("staging", profile)).toBe("staging");
  expect(await profile()).toBe(own);
  await expect(withProfile("staging", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await profile()).toBe(own);
});

test("without one, the caller's own stays", async () => {
  process.env.AWS_PROFILE = "own";
  expect(await withProfile(undefined, profile)).toBe("own");
});
