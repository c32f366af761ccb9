import { isWorld } from "../../../policy/readings/world";

test.each(["0.0.0.0/0", "128.0.0.0/1", "10.0.0.0/7", "::/0", "2000::/3", "2001::/15"])(
  "%s is the world",
  (range) => {
    expect(isWorld(range)).toBe(true);
  },
);

test.each(["10.0.0.0/8", "203.0.113.7/32", "2001::/16", "fd00::/64", "${aws_vpc.v.cidr_block}", ""])(
  "%s is not",
  (range) => {
    expect(isWorld(range)).toBe(false);
  },
);
