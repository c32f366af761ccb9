import { RegistryCredentials, type RegistryCredentialsProps } from "../../../constructs/registry/credentials";
import { synth } from "../../support/synth";

const made = (props: RegistryCredentialsProps) =>
  synth((stack) => new RegistryCredentials(stack, "credentials", props));

test("an empty secret: no value stands in the configuration", () => {
  const stack = made({ name: "shop-dev-registry-hub" });
  expect(stack.types).toEqual(["aws_secretsmanager_secret"]);
  expect(stack.only("aws_secretsmanager_secret")).toEqual({
    name: "shop-dev-registry-hub",
    description:
      'Sign-in of ECS at a container registry. Put {"username": "...", "password": "..."} here; Terraform never sees it.',
    recovery_window_in_days: 30,
  });
});

test("a key of one's own, and deletion at once", () => {
  const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1";
  expect(made({ name: "a", kmsKey, recoveryDays: 0 }).only("aws_secretsmanager_secret")).toMatchObject({
    kms_key_id: kmsKey,
    recovery_window_in_days: 0,
  });
});

test.each([0, 7, 30])("%i days to have it back", (recoveryDays) =>
  expect(() => made({ name: "a", recoveryDays })).not.toThrow(),
);

test.each([-1, 6, 31, 7.5])("%d days are refused", (recoveryDays) =>
  expect(() => made({ name: "a", recoveryDays })).toThrow(
    `secret "a" is not valid:\n  - recoveryDays must be 0 or a whole number from 7 to 30, got ${recoveryDays}`,
  ),
);

it("refuses a name that Secrets Manager would refuse", () => {
  expect(() => made({ name: "a b" })).toThrow('name must have letters, digits and / _ + = . @ -, got "a b"');
});
