import type { JudgedResource } from "../finding";

/** Policies of these are attached to the resource that they speak of, and `*` there means that resource. */
const STAR_MEANS_ITSELF = [
  "aws_kms_key",
  "aws_kms_key_policy",
  "aws_kms_external_key",
  "aws_kms_replica_key",
];

/** Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html */
export const isKeyPolicy = ({ type }: JudgedResource): boolean => STAR_MEANS_ITSELF.includes(type);
