import { filled, isKnown, referred } from "../../plan/references";

const KNOWN = new Map([
  ["aws_lb.main.arn", "arn:aws:x"],
  ["data.terraform_remote_state.foundation.outputs.vpc", 'vpc-"1"'],
]);
const lookup = (address: string, attribute: string) => KNOWN.get(`${address}.${attribute}`);

test("known references become their values, as text within JSON", () => {
  expect(
    filled(
      '{"a":"${aws_lb.main.arn}/*","b":"${data.terraform_remote_state.foundation.outputs.vpc}"}',
      lookup,
    ),
  ).toBe('{"a":"arn:aws:x/*","b":"vpc-\\"1\\""}');
});

test("what is not known stays a reference, and so does what is no plain attribute", () => {
  const text = "${aws_lb.other.arn} ${jsondecode(x)[0]}";
  expect([filled(text, lookup), isKnown(text), referred(text)]).toEqual([
    text,
    false,
    "aws_lb.other.arn jsondecode(x)[0]",
  ]);
});

test("the text `${` that somebody wrote is no reference", () => {
  expect([isKnown("$${HOME}"), filled("$${HOME} %%{if}", lookup)]).toEqual([true, "${HOME} %{if}"]);
});
