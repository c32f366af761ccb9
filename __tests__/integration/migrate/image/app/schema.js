// Stands in for a database: one object in the emulator's S3, which tells its containers where it is.
const place = `${process.env.AWS_ENDPOINT_URL}/${process.env.BUCKET}/schema`;
const headers = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none",
};

exports.read = async () => {
  const answer = await fetch(place, { headers });
  return answer.ok ? answer.text() : undefined;
};

exports.write = async (schema) => {
  const { status } = await fetch(place, { method: "PUT", headers, body: schema });
  if (status !== 200) throw new Error(`schema was not written: ${status}`);
};
