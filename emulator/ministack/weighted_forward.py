"""A rule may forward to several target groups, each with its weight.

MiniStack forgets all but a single target group, so that such a rule answers 502. Here the groups are kept, read back,
and get requests by their weights. Nothing moves the weights: MiniStack's ECS replaces tasks in the first group,
whatever strategy a service has.
"""

import random

from ministack.services import alb

REPLACES = {alb: ("_action_xml", "_execute_action", "_p", "_parse_actions")}

CONFIG = "ForwardConfig"
GROUPS = "TargetGroups"
ARN = "TargetGroupArn"
WEIGHT = "Weight"

_parse_one_group = alb._parse_actions
_one_group_xml = alb._action_xml
_execute_one_group = alb._execute_action


def _groups(params, prefix):
    found = []
    while arn := alb._p(params, f"{prefix}.member.{len(found) + 1}.{ARN}"):
        weight = alb._p(params, f"{prefix}.member.{len(found) + 1}.{WEIGHT}", "1")
        found.append({ARN: arn, WEIGHT: int(weight)})
    return found


def _parse_actions(params, prefix="DefaultActions"):
    actions = _parse_one_group(params, prefix)
    for index, action in enumerate(actions, 1):
        groups = _groups(params, f"{prefix}.member.{index}.{CONFIG}.{GROUPS}")
        if groups:
            action[CONFIG] = {GROUPS: groups}
    return actions


def _action_xml(action):
    xml = _one_group_xml(action)
    groups = (action.get(CONFIG) or {}).get(GROUPS)
    if not groups:
        return xml
    members = "".join(
        f"<member><{ARN}>{group[ARN]}</{ARN}><{WEIGHT}>{group[WEIGHT]}</{WEIGHT}></member>" for group in groups
    )
    before, order, after = xml.partition("</Order>")
    return f"{before}{order}<{CONFIG}><{GROUPS}>{members}</{GROUPS}></{CONFIG}>{after}"


async def _execute_action(action, *request, **more):
    groups = (action.get(CONFIG) or {}).get(GROUPS)
    if groups:
        weights = [group[WEIGHT] for group in groups]
        [chosen] = random.choices(groups, weights=weights if any(weights) else None)
        action = {**action, ARN: chosen[ARN]}
    return await _execute_one_group(action, *request, **more)


def apply() -> None:
    alb._parse_actions = _parse_actions
    alb._action_xml = _action_xml
    alb._execute_action = _execute_action
