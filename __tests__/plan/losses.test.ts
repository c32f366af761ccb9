import { lossesOf, lossLines } from "../../plan/losses";
import { changed, resources, texts } from "./planned";

const all = resources(
  changed("aws_iam_role_policy_attachment.exec", { role: "web" }, null),
  changed(
    "aws_lb.main",
    { name: "shop" },
    { name: "shop" },
    { replace_paths: [["subnet_mapping", 0, "subnet_id"], ["internal"], ["internal"]] },
  ),
  changed(
    "aws_ecs_task_definition.web",
    { family: "web" },
    { family: "web" },
    { replace_paths: [["container_definitions"]] },
  ),
  changed("aws_s3_bucket.logs", { bucket: "logs", force_destroy: true }, null),
  changed(
    "aws_db_instance.orders",
    { identifier: "orders", skip_final_snapshot: true, deletion_protection: true },
    null,
  ),
  changed(
    "aws_security_group.web",
    { name: "web" },
    { name: "web" },
    { replace_paths: [], reason: "replace_because_tainted" },
  ),
  changed("aws_lb_listener.http", { id: "arn:aws:elasticloadbalancing:x" }, null),
  changed("aws_ecs_service.web", { name: "web" }, { name: "other" }),
);

test("data first, then traffic; what is destroyed before what is replaced; a new version is no loss", () => {
  expect(lossesOf(all).map(({ address, effect, holds }) => [address, effect, holds])).toEqual([
    ["aws_db_instance.orders", "destroy", "data"],
    ["aws_s3_bucket.logs", "destroy", "data"],
    ["aws_lb_listener.http", "destroy", "traffic"],
    ["aws_lb.main", "replace", "traffic"],
    ["aws_iam_role_policy_attachment.exec", "destroy", undefined],
    ["aws_security_group.web", "replace", undefined],
  ]);
});

test("what costs data or traffic is loud, and says why and what else must be known", () => {
  expect(texts(lossLines(lossesOf(all)))).toEqual([
    "! DESTROYED: [aws_db_instance.orders] ([orders]); its data is lost; no last snapshot is made; deletion protection will refuse it",
    "! DESTROYED: [aws_s3_bucket.logs] ([logs]); its data is lost; also with what is in it",
    "! DESTROYED: [aws_lb_listener.http]; what it serves is interrupted",
    "! REPLACED: [aws_lb.main] ([shop]), forced by [internal], [subnet_mapping[0].subnet_id]; what it serves is interrupted",
    "DESTROYED: [aws_iam_role_policy_attachment.exec]",
    "REPLACED: [aws_security_group.web] ([web]); an earlier apply left it broken",
  ]);
});
