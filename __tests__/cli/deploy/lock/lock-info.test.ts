import { lockText, parseLockObject, parseLockText } from "../../../../cli/deploy/lock/lock-info";

const OBJECT =
  '{"ID":"2f9c","Operation":"OperationTypeApply","Info":"","Who":"ada@laptop","Version":"1.11.4","Created":"2026-11-21T19:30:05.123456789Z","Path":"bucket/dev/services.tfstate"}';

/** As Terraform 1.11 words it, without colours. */
const ERROR = `Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412, RequestID: 1, HostID: , api error PreconditionFailed: At
least one of the pre-conditions you specified did not hold
Lock Info:
  ID:        2f9c
  Path:      bucket/dev/services.tfstate
  Operation: OperationTypeApply
  Who:       ada@laptop
  Version:   1.11.4
  Created:   2026-11-21 19:30:05.123456789 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.`;

const LOCK = { id: "2f9c", operation: "apply", who: "ada@laptop", since: "2026-11-21T19:30:05Z" };

test("the lock object and Terraform's error tell the same", () => {
  expect(parseLockObject(OBJECT)).toEqual(LOCK);
  expect(parseLockText(ERROR)).toEqual(LOCK);
});

test.each([["{"], ["{}"], ['{"ID":""}'], ["null"]])("%s is no lock", (text) => {
  expect(parseLockObject(text)).toBeUndefined();
});

test("another error has no lock in it, and one whose holder is not known has none that could be shown", () => {
  expect(parseLockText("Error: creating ECS Service")).toBeUndefined();
  expect(
    parseLockText("Error: Error acquiring the state lock\nLock Info:\n  Path: x\n  Info:\n"),
  ).toBeUndefined();
});

test("who holds it, since when, and for what", () => {
  const now = Date.parse("2026-11-21T19:35:10Z");
  expect(lockText("dev-services", LOCK, now)).toBe(
    "dev-services: locked by ada@laptop since 2026-11-21T19:30:05Z (5 min 05 s ago) for terraform apply, ID 2f9c",
  );
  expect(lockText("dev-services", { ...LOCK, operation: "", since: "yesterday" }, now)).toBe(
    "dev-services: locked by ada@laptop since yesterday, ID 2f9c",
  );
});
