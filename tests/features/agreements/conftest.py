"""Both sides of a deal as HTTP clients."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.factories.deals import PASSWORD, Deal, log_in_again, make_deal, terms


class Room:
    """A deal with its two sides and shortcuts for what they do."""

    def __init__(self, deal: Deal, as_: Callable, house) -> None:
        self.deal = deal
        self.as_ = as_
        self.house = house
        self.holder = as_(deal.holder)
        self.demander = as_(deal.demander)

    def after(self, **delta) -> "Room":
        """Let time pass; the sessions of both sides are opened anew."""
        self.house.clock.advance(**delta)
        return Room(
            replace(
                self.deal,
                holder=log_in_again(self.house, self.deal.holder),
                demander=log_in_again(self.house, self.deal.demander),
            ),
            self.as_,
            self.house,
        )

    def draft(self, **change) -> dict:
        answer = self.holder.post(
            f"/introductions/{self.deal.introduction_id}/agreements",
            json=terms(self.deal, **change),
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    def get(self, agreement: dict) -> dict:
        return self.holder.get(f"/agreements/{agreement['id']}").json()

    def act(self, agreement: dict, action: str, who=None, **kwargs):
        version = self.get(agreement)["version"]
        who = who or self.holder
        return who.post(f"/agreements/{agreement['id']}/{action}", version=version, **kwargs)

    def finalise(self, agreement: dict) -> dict:
        answer = self.act(agreement, "finalise")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def sign(self, agreement: dict, who, **change):
        now = self.get(agreement)
        body = {
            "password": PASSWORD,
            "meaning": "authorised",
            "document_sha256": now["document_sha256"],
        }
        return who.post(
            f"/agreements/{agreement['id']}/signatures", version=now["version"], json=body | change
        )


@pytest.fixture
def room(house, as_) -> Callable[..., Room]:
    """Make a deal: `room()` or `room(state_funded=True)`."""
    return lambda **kwargs: Room(make_deal(house, **kwargs), as_, house)
