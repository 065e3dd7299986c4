"""The running mean over a curve."""

from __future__ import annotations

import numpy as np

from scolioapp.painting.curve_lines import smoothed


def test_a_running_mean_begins_at_the_first_value_and_passes_over_what_is_missing() -> None:
    values = np.array([1.0, 3.0, np.nan, 5.0])
    mean = smoothed(values, 0.5)
    # Weights 1, 1/2, 1/4, … of the values before, by their sum.
    expected = [1.0, (3 + 0.5) / 1.5, np.nan, (5 + 0.25 * 3 + 0.125) / 1.375]
    np.testing.assert_allclose(mean, expected)


def test_a_constant_curve_stays_what_it_is_and_none_is_no_smoothing() -> None:
    np.testing.assert_allclose(smoothed(np.full(5000, 2.5), 0.98), 2.5)
    noise = np.random.default_rng(1).normal(size=50)
    np.testing.assert_array_equal(smoothed(noise, 0.0), noise)
