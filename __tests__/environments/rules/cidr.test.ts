import { isIpv4Range, isVpcRange } from "../../../environments/rules/cidr";
import { problemsOf } from "../../support/language";

it.each(["010.0.0.0/16", "10.00.0.0/16", "10.0.0.01/32", "10.0.0.0/08", "08.0.0.0/16"])(
  "refuses leading zeros in %s, which other programs read as octal numbers",
  (range) => {
    expect(isIpv4Range(range)).toBe(false);
    expect(isVpcRange(range)).toBe(false);
  },
);

it.each(["10.0.0.0/16", "0.0.0.0/0", "100.64.0.0/10", "255.255.255.255/32"])("accepts %s", (range) =>
  expect(isIpv4Range(range)).toBe(true),
);

it("refuses them in every range of an environment", () =>
  expect(
    problemsOf(
      { network: { cidr: "010.0.0.0/16" }, loadBalancer: { allowedCidrs: ["010.0.0.0/16"] } },
      { route: { path: "/*" }, publicIp: { allowedCidrs: ["10.0.0.0/08"] } },
    ).map((problem) => problem.split(" ")[0]),
  ).toEqual(["network.cidr", "loadBalancer.allowedCidrs[0]", "services.web.publicIp.allowedCidrs[0]"]));
