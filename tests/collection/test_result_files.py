"""Results on paper: JSON that a later run takes up, XML that every reader of JUnit reads."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given

from aexdesk.collection.assertions import Check
from aexdesk.collection.collection_file import CollectionFile, read_collection, write_collection
from aexdesk.collection.result_files import read_earlier, to_json, to_junit
from aexdesk.collection.results import Outcome, RunResult, StepResult
from aexdesk.collection.saved_request import Assertion, AssertionKind
from aexdesk.faults import BadInput
from tests.collection.requests import TEXTS

FAILED = Check(Assertion(AssertionKind.EQUALS, "a<b", '"1"'), holds=False, found="2\x00")
STEPS = (
    StepResult("a.json", 0, "k1", Outcome.PASSED, name="A & B", ms=12.5, status=200, captured=(("x", "1"),)),
    StepResult("b.json", 3, "k2", Outcome.FAILED, name='say "x"\n', checks=(FAILED,), was_sent=True),
    StepResult("c.json", 0, "k3", Outcome.ERROR, name="C", error_kind="platform", error_code="X", request_id="21"),
    StepResult("d.json", 0, "k4", Outcome.NOT_RUN, name="D"),
)
RUN = RunResult("All <of> it", "practice", STEPS, 1.5)


def test_junit_can_be_read_and_counts_right() -> None:
    suite = ElementTree.fromstring(to_junit(RUN))[0]
    assert dict(suite.attrib) == {
        "name": "All <of> it", "tests": "4", "failures": "1", "errors": "1", "skipped": "1", "time": "1.500",
    }  # fmt: skip
    cases = list(suite)
    assert [case.attrib["name"] for case in cases] == ["A & B", 'say "x"\n [3]', "C", "D"]
    assert cases[0].attrib["time"] == "0.013" or cases[0].attrib["time"] == "0.012"
    assert [[inside.tag for inside in case] for case in cases] == [[], ["failure"], ["error"], ["skipped"]]
    assert cases[1][0].attrib["message"] == 'equals a<b "1": found 2\ufffd'
    assert cases[2][0].text == "request ID 21"


@given(TEXTS)
def test_no_text_breaks_the_xml(text: str) -> None:
    step = StepResult(text, 0, "k", Outcome.ERROR, name=text, error_kind="x", error_code=text, message=text)
    ElementTree.fromstring(to_junit(RunResult(text, "practice", (step,))))


def test_an_earlier_run_reads_back() -> None:
    earlier = read_earlier(json.loads(json.dumps(to_json(RUN))))
    assert [(step.key, step.outcome, step.captured, step.was_sent) for step in earlier.values()] == [
        (step.key, step.outcome, step.captured, step.was_sent) for step in STEPS
    ]
    assert earlier["k2"].checks == (FAILED,)
    assert all(step.is_earlier for step in earlier.values())


@pytest.mark.parametrize("document", [None, [], {}, {"format": 2, "steps": []}, {"format": 1, "steps": [{}]}])
def test_what_is_no_earlier_run_is_told(document: object) -> None:
    with pytest.raises(BadInput, match="resume_unreadable"):
        read_earlier(document)


def test_a_failed_assertion_decides_before_an_error() -> None:
    worst = RUN.worst
    assert worst is not None
    assert worst.key == "k2"
    assert RunResult("n", "practice", STEPS[:1]).worst is None


def test_the_collections_own_file() -> None:
    file = CollectionFile("Shop", {"practice": {"item": "1005"}, "live": {"item": "{{other}}"}})
    assert read_collection(write_collection(file)) == file
    assert read_collection("") == CollectionFile()
    assert read_collection('{"variables": {"practice": {"n": 1.10}}}').of("practice") == {"n": "1.10"}
    assert file.of("elsewhere") == {}
    for text, code in (
        ('{"variable": {}}', "request_unknown_key"),
        ('{"variables": {"practice": {"a b": "1"}}}', "request_bad_variable"),
        ('{"variables": {"practice": []}}', "request_wrong_kind"),
        ("{", "request_not_json"),
    ):
        with pytest.raises(BadInput, match=code):
            read_collection(text)
