"""A rule stored at once, as tests want it; the route lets a retry find the first one's."""

from apps.alerts.models import AlertRule
from apps.alerts.services import rule_draft, rule_store
from apps.alerts.types import RuleFields


def rule_create(*, user_id: int, fields: RuleFields) -> AlertRule:
    """Store a rule of a person after checking that it can ever be evaluated."""
    return rule_store(rule_draft(user_id=user_id, fields=fields))
