import { signed } from "../../release/signature";

const request = {
  host: "sts.eu-west-1.amazonaws.com",
  body: "Action=GetCallerIdentity&Version=2011-06-15",
  region: "eu-west-1",
  service: "sts",
  at: new Date("2026-01-02T03:04:05.678Z"),
};
// Of AWS's own documentation.
const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

// Both signatures were made by the signer of the AWS SDK (@smithy/signature-v4).
test("is that of the AWS SDK", () => {
  expect(signed(request, credentials)).toEqual({
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    "x-amz-date": "20260102T030405Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/sts/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=b87ee61678696c301b942d163db6c138bb8970c1f50b5998524a5508d8860576",
  });
});

test("holds the token of a role", () => {
  expect(signed(request, { ...credentials, sessionToken: "token" })).toEqual({
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    "x-amz-date": "20260102T030405Z",
    "x-amz-security-token": "token",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/sts/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=8774435b427a670a9daf294fe62a85293a3016b1ae752a87b000d102fa6c220e",
  });
});
