"""What a repeat changed: findings gone, still there and new; measurements that agree or differ."""

import math

import pytest

from engine.core.findings import Finding, FindingCode, Severity, verdict
from engine.core.result import Measurement, Quality, Unit
from engine.core.text import text
from engine.report.repeat import Agreement, MeasuredTwice, agreement_words, compared, to_change
from tests.engine.made_up import result


def finding(code, severity=Severity.CARE, start=None):
    return Finding(
        code=code,
        severity=severity,
        message=text("Something."),
        remedy=text("Do this."),
        start_seconds=start,
    )


def with_findings(*findings):
    return result(quality=Quality(verdict=verdict(findings), findings=findings))


def measured(value, low, high):
    return Measurement(value=value, low=low, high=high, unit=Unit.DEGREES, measurable=True)


def test_what_to_change_is_the_worst_first_once_and_about_filming_only():
    made = with_findings(
        finding(FindingCode.SEVERAL_PEOPLE, Severity.INFO),
        finding(FindingCode.FEET_CUT_OFF, start=1.0),
        finding(FindingCode.FEET_CUT_OFF, start=3.0),
        finding(FindingCode.UNLIKE_TRAINING),
        finding(FindingCode.TOO_DARK, Severity.REPEAT),
    )
    codes = [one.code for one in to_change(made)]
    assert codes == [FindingCode.TOO_DARK, FindingCode.FEET_CUT_OFF]


def test_findings_are_gone_still_there_or_new():
    before = with_findings(finding(FindingCode.TOO_DARK), finding(FindingCode.BLURRED))
    after = with_findings(finding(FindingCode.BLURRED), finding(FindingCode.TOO_SMALL))
    changed = compared(before, after)
    told = [[one.code for one in group] for group in (changed.gone, changed.still, changed.new)]
    assert told == [[FindingCode.TOO_DARK], [FindingCode.BLURRED], [FindingCode.TOO_SMALL]]


def test_two_films_are_told_apart_by_their_hash():
    one = result()
    video = one.provenance.video.model_copy(update={"sha256": "cd" * 32})
    other = one.model_copy(
        update={"provenance": one.provenance.model_copy(update={"video": video})}
    )
    assert compared(one, one).same_film
    assert not compared(one, other).same_film


# Half-widths of 3 and 4 towards each other: the difference has one of 5.
@pytest.mark.parametrize(
    ("apart", "agreement"), [(4.99, Agreement.AGREE), (5.01, Agreement.DIFFER)]
)
def test_values_agree_as_far_as_their_intervals_explain_together(apart, agreement):
    low, high = measured(1.0, -8.0, 4.0), measured(1.0 + apart, apart - 3.0, apart + 20.0)
    assert math.hypot(3.0, 4.0) == 5.0
    assert MeasuredTwice("trunk_lean", low, high).agreement is agreement
    assert MeasuredTwice("trunk_lean", high, low).agreement is agreement


def test_intervals_that_overlap_can_still_differ():
    one, other = measured(0.0, -1.0, 1.0), measured(1.6, 0.6, 2.6)
    assert other.low < one.high
    assert MeasuredTwice("trunk_lean", one, other).agreement is Agreement.DIFFER


def test_what_is_not_measurable_is_said():
    number = measured(1.0, 0.0, 2.0)
    nothing = Measurement(
        value=None, low=None, high=None, unit=Unit.DEGREES, measurable=False, reason=text("No.")
    )
    cases = {
        (number, nothing): Agreement.ONLY_EARLIER,
        (None, number): Agreement.ONLY_NEW,
        (nothing, None): Agreement.NEITHER,
    }
    for (before, after), expected in cases.items():
        twice = MeasuredTwice("trunk_lean", before, after)
        assert twice.agreement is expected
        assert str(agreement_words(expected)).startswith("Measured in")
