from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "opora.decisions"
    label = "decisions"

    def ready(self) -> None:
        from opora.cases.deadline_events import tell_of
        from opora.decisions.appeals import appeals_follow
        from opora.decisions.consequences import follows_from_issue
        from opora.decisions.ending import case_follows
        from opora.decisions.finality import served_by_delivery
        from opora.decisions.happened import decided_and_served
        from opora.decisions.paper import refuse_wrong_side
        from opora.decisions.parties import refuse_to_serve_who_is_no_party
        from opora.documents.delivery import looked_at_before_dispatch
        from opora.documents.serving import follows_from_service

        follows_from_issue(appeals_follow)
        follows_from_issue(case_follows)
        looked_at_before_dispatch(refuse_wrong_side)
        looked_at_before_dispatch(refuse_to_serve_who_is_no_party)
        follows_from_service(served_by_delivery)
        tell_of(decided_and_served)
