import { readable } from "../../../../cli/local/live/readable";

test.each([
  ["plain text", "plain text"],
  ["", ""],
  ["{ broken", "{ broken"],
  [
    '{"time":"x","level":"info","message":"request","service":"web","status":200,"path":"/"}',
    "info request status=200 path=/",
  ],
  ['{"severity":"ERROR","msg":"no","error":{"code":1}}', 'ERROR no error={"code":1}'],
  ['{"other":null}', "other=null"],
  ["{}", ""],
  ['["a"]', '["a"]'],
])("%s reads %s", (message, text) => {
  expect(readable(message)).toBe(text);
});
