"""An RDS instance keeps what Terraform says of it: the secret that RDS manages for its owner, and the logs it exports.

MiniStack makes that secret for clusters only, so that an instance has a password that everybody knows and Terraform
finds no reference to hand on; and it forgets the exports, which every plan would set again.
"""

import json

from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import rds, secretsmanager

REPLACES = {
    rds: ("_ACTION_MAP", "_generate_master_user_password", "_instance_xml", "_instances", "_p"),
    secretsmanager: ("create_secret_in_process", "delete_secret_in_process"),
}

SECRET = "MasterUserSecret"
EXPORTS = "EnabledCloudwatchLogsExports"
EMPTY_EXPORTS = "<EnabledCloudwatchLogsExports/>"

_render = rds._instance_xml


def _members(p, name):
    found = []
    while value := rds._p(p, f"{name}.member.{len(found) + 1}"):
        found.append(value)
    return found


def _instance(p):
    return rds._instances.get(rds._p(p, "DBInstanceIdentifier"))


def _secret(p, password):
    user = rds._p(p, "MasterUsername") or "admin"
    arn = secretsmanager.create_secret_in_process(
        f"rds!db-{new_uuid()}",
        json.dumps({"username": user, "password": password}),
        description=f"Secret managed by RDS for DB instance {rds._p(p, 'DBInstanceIdentifier')}",
    )
    default = f"arn:aws:kms:{get_region()}:{get_account_id()}:key/aws-secretsmanager-default"
    return {"SecretArn": arn, "KmsKeyId": rds._p(p, "MasterUserSecretKmsKeyId") or default}


def _creating(original):
    def handler(p):
        managed = rds._p(p, "ManageMasterUserPassword") == "true"
        password = rds._generate_master_user_password()
        answer = original({**p, "MasterUserPassword": [password]} if managed else p)
        instance = _instance(p)
        if answer[0] == 200 and instance is not None:
            instance[EXPORTS] = _members(p, "EnableCloudwatchLogsExports")
            if managed:
                instance[SECRET] = _secret(p, password)
        return answer

    return handler


def _deleting(original):
    def handler(p):
        secret = (_instance(p) or {}).get(SECRET)
        answer = original(p)
        if answer[0] == 200 and secret:
            secretsmanager.delete_secret_in_process(secret["SecretArn"])
        return answer

    return handler


def _instance_xml(instance):
    exports = "".join(f"<member>{name}</member>" for name in instance.get(EXPORTS, []))
    xml = _render(instance).replace(EMPTY_EXPORTS, f"<{EXPORTS}>{exports}</{EXPORTS}>")
    secret = instance.get(SECRET)
    if not secret:
        return xml
    return (
        f"{xml}<{SECRET}><SecretArn>{secret['SecretArn']}</SecretArn><SecretStatus>active</SecretStatus>"
        f"<KmsKeyId>{secret['KmsKeyId']}</KmsKeyId></{SECRET}>"
    )


def apply() -> None:
    rds._instance_xml = _instance_xml
    rds._ACTION_MAP["CreateDBInstance"] = _creating(rds._ACTION_MAP["CreateDBInstance"])
    rds._ACTION_MAP["DeleteDBInstance"] = _deleting(rds._ACTION_MAP["DeleteDBInstance"])
