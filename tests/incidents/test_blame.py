"""What names a person as the cause is found, and what only names a person is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.blame import Blamer, blaming
from incident_bot.incidents.workspace import Person

PEOPLE = [
    Person(id="U1", handle="ann", name="Ann Example"),
    Person(id="U2", handle="bo", name="Bo Example"),
    Person(id="U3", handle="chi", name="Chi Example"),
    Person(id="U4", handle="dee.e", name="Dee Example"),
    Person(id="U5", handle="will", name="Will Power"),
]

BLAMING = {
    "Bo broke it": "Bo broke",
    "bo broke checkout with the deploy": "bo broke",
    "@Bo Example broke checkout": "@Bo Example broke",
    "@bo has broken the pool": "@bo has broken",
    "it is down because Ann forgot to renew the certificate": "Ann forgot",
    "Ann had forgotten the flag": "Ann had forgotten",
    "This was Chi's mistake": "Chi's mistake",
    "this was Chi’s mistake, again": "Chi's mistake",
    "Dee's fault": "Dee's fault",
    "it was a human error by Dee": "human error by Dee",
    "root cause: operator error": "operator error",
    "The engineer on call missed the alert": "The engineer on call missed the alert",
    "the on-call engineer ignored the page": "the on-call engineer ignored",
    "our new intern deleted the wrong database": "our new intern deleted the wrong",
    "Bo deleted the wrong table": "Bo deleted the wrong",
    "Bo accidentally dropped prod": "Bo accidentally dropped prod",
    "Bo deployed it by mistake": "Bo deployed it by mistake",
    "Bo merged the change without testing": "Bo merged the change without testing",
    "Bo pushed a broken config": "Bo pushed a broken",
    "Bo took down production": "Bo took down production",
    "Ann took the whole site down": "Ann took the whole site down",
    "outage caused by Bo": "caused by Bo",
    "it failed because of Bo": "because of Bo",
    "due to Bo's change the pool ran dry": "due to Bo",
    "Bo's deploy broke checkout": "Bo's deploy broke",
    "I blame Dee Example for this": "blame Dee Example",
    "Dee is to blame": "Dee is to blame",
    "Chi was responsible for the outage": "Chi was responsible for the outage",
    "Chi is the root cause": "Chi is the root cause",
    "Chi should have checked the dashboard": "Chi should have",
    "Chi should not have restarted it": "Chi should not have",
    "Ann did not check the logs": "Ann did not check",
    "Ann didn't bother to read the runbook": "Ann didn't bother",
    "Ann never tested the backup": "Ann never tested",
    "Bo failed to follow the runbook": "Bo failed to follow",
    "Bo missed the warning": "Bo missed the warning",
    "Bo was careless": "Bo was careless",
    "Dee was not paying attention": "Dee was not paying attention",
    "Somebody forgot to turn it on": "Somebody forgot",
    "the commander made a mistake": "the commander made a mistake",
    "she misread the graph": "she misread",
    "I forgot to scale it back": "I forgot",
    "Petra forgot to renew it": "Petra forgot",
    "Petra's carelessness cost us an hour": "Petra's carelessness",
    "Will broke the build host": "Will broke",
    "Bo introduced a nasty bug": "Bo introduced a nasty bug",
    "it was Bo who changed the route": "it was Bo who",
    "Chi messed it up": "Chi messed it up",
    "misconfigured by Ann": "misconfigured by Ann",
    "Ann typed the wrong host name": "Ann typed the wrong",
}

FAIR = [
    "Bo fixed the pool",
    "Ann suspects the deploy",
    "Ann suspects that the deploy broke it",
    "the deploy of 2.1.5 broke checkout",
    "Bo rolled back to 2.1.4",
    "Bo restarted the pool, and errors fell",
    "Bo deleted the stale cache",
    "Bo said the deploy broke checkout",
    "because the certificate was forgotten",
    "the health check failed to start",
    "Kafka failed to elect a leader",
    "Postgres caused the latency",
    "Postgres's bug is fixed in 16.4",
    "nobody noticed for ten minutes",
    "Nobody forgot anything",
    "we forgot to add an alert",
    "Bo broke the work down into three steps",
    "Ann broke out of the meeting to help",
    "thanks to Bo it was over in ten minutes",
    "Ann is responsible for the database",
    "Ann did not notice anything unusual",
    "Ann did not check the replica yet",
    "Bo failed to reproduce it",
    "it was not Bo's fault",
    "it isn't Chi's fault",
    "Chi's error budget is spent",
    "Chi's bug report has the details",
    "Chi's fix is out",
    "waiting because of Bo's absence",
    "it will break again without a limit",
    "will broke shards recover?",
    "somebody broke into the staging host",
    "Dee asked who is on call",
    "Dee was commander from 14:35",
    "the operator is restarted by the scheduler",
    "the script deleted the wrong bucket",
    "the alert was missed by the filter",
    "Bobby tables caused it",
    "annual report is late",
    "@bo please look at the errors",
    "an error message names the wrong host",
    "Decision: Bo changes the pool from 20 to 50",
    "caused by a bottleneck",
    "caused no harm",
]


@pytest.mark.parametrize("words", BLAMING)
def test_blame_is_found_where_it_stands(words: str) -> None:
    found = blaming(words, PEOPLE)
    assert [each.words for each in found] == [BLAMING[words]]
    assert found[0].instead.endswith(".")


@pytest.mark.parametrize("words", FAIR)
def test_whoever_is_only_named_is_not_blamed(words: str) -> None:
    assert blaming(words, PEOPLE) == []


def test_every_place_is_found_in_order() -> None:
    found = Blamer(PEOPLE).read("Bo broke it, and Chi's mistake made it worse. The deploy went on.")
    assert [each.words for each in found] == ["Bo broke", "Chi's mistake"]


def test_without_knowing_anybody_roles_are_still_found() -> None:
    assert [each.words for each in blaming("the developer broke it")] == ["the developer broke"]


@given(st.text(max_size=300))
def test_any_words_can_be_read(words: str) -> None:
    for each in blaming(words, PEOPLE):
        assert each.words


def test_a_long_text_takes_no_time() -> None:
    blamer = Blamer([Person(id=f"U{n}", handle=f"person{n}", name=f"Person{n} Example") for n in range(200)])
    assert blamer.read("The engineer " * 3000 + "by mistake " * 1000) == []
