"""A screening in the terminal, line by line."""

from engine.cli.screening_text import summary
from engine.core.result import Repeats
from tests.engine import made_explanation as made
from tests.engine.made_up import result

SAID = """\
Label: Anna (video 走路 walk.mp4)
Repeats: 走路 walk.mp4, screened 2026-01-01T00:00:05+00:00, saved in anna-1
Borderline features (demo)
In this recording the walk falls between that of people with scoliosis and that of people without.
Next: Examine the back: forward-bend test with a scoliometer, or film again and compare.
Model sconet_mt_demo (demo): This model was trained on simulated walkers and has no clinical meaning.
Recording: Usable with care
  Caution: The picture is dark (38 of 255). Switch on the light.
  Shoulder tilt: 2.5°, left side lower, 1.0 to 4.0
  Hip tilt: The hips are hidden.
  Lateral shift: 0.4 % of height, no clear side: between 0.7 to the left and 1.5 to the right
  No usual range is known for these measurements: published ranges are for children standing still, \
not walking.
  Cadence: 114 steps per minute
  Resembles scoliosis     [######..............]
  Borderline              [##########..........]
  Does not resemble scoliosis[####................]
Why (demo model): What the model saw at the trunk and the shoulders counted most towards borderline features.
  3 moments account for 42 % of what stood out to the model. 0.4 s, 21 %; 1.2 s, 13 %; 2.1 s, 8 %
  Each strip also takes in what is above and below it. It suggests where the model looked, not where \
something is. Colour beside the body means that the model used the empty space there.
Trust: Scores: Resembles scoliosis: 30, borderline: 50, does not resemble scoliosis: 20, of 100. These are \
the model's own scores, not probabilities.
Trust: Stability: Some parts of the recording give a different answer from the whole. 7 of 8 random halves \
of the recording gave the same answer; score from 62 to 81 of 100.
Trust: What it learned from: Like the recordings the model learned from.
Trust: Run on: ONNX Runtime on CPU.
Trust: How often it is correct: Not known: nobody has checked this model on people and signed for it. It \
has no evaluation report, so there are no predictive values.
Limit: This model was trained on simulated walkers and has no clinical meaning.
Limit: A recording without these features does not rule out scoliosis.
Limit: The measurements describe posture while walking in this recording, not the spine itself. They were \
checked on simulated walkers only.
Limit: For research and education. Not a cleared medical device; not a diagnosis.
Earlier recording: Borderline features (demo); recording: Usable with care
  Both recordings are the same film.
  Gone: nothing
  Still there: Too dark
  New: nothing
  Shoulder tilt: They agree
  Hip tilt: Measured in neither
  Lateral shift: They agree"""


def test_everything_that_a_result_says_and_what_it_changed():
    earlier = result()
    new = result(
        explanation=made.explanation(),
        trust=made.trust(),
        label="Anna",
        repeats=Repeats.of("anna-1", earlier),
    )
    assert "\n".join(summary(new, earlier)) == SAID
    assert summary(new) == SAID[: SAID.index("\nEarlier")].splitlines()


def test_nobody_has_no_measurements_and_no_grounds():
    nobody = result(
        model=None, probabilities=None, measurements={}, people=(), person=None, trust=None
    )
    said = "\n".join(summary(nobody))
    assert "Why: No model answered for this recording" in said
    assert "Trust:" not in said
    assert "usual range" not in said
