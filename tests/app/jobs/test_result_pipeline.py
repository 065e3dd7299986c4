"""The result page on a real screening: what the pipeline gives is what the page takes."""

import pytest

from engine.core.resources import resource
from engine.core.screening_request import ScreeningRequest
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.paper.report_pdf import write_pdf
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.views.result_page import ResultPage

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.skipif(
        not resource("models", "sconet_mt_demo", "card.yaml").is_file(),
        reason="the demo model has not been trained",
    ),
]


def test_a_real_video_from_file_to_page_and_paper(qtbot, request, worker, tmp_path):
    video = request.config.rootpath / "tests" / "data" / "videos" / "p2s_multi_cam02.mp4"
    screener = PipelineScreener()
    screener.save(screener.screen(ScreeningRequest(video)), tmp_path / "kept")
    screening = screener.load(tmp_path / "kept")
    assert len(screening.result.people) > 1
    assert screening.result.probabilities is None or screening.result.explanation is not None

    model = ResultViewModel(
        screening, video, worker, judge=lambda person: screener.judge(screening, person=person)
    )
    page = ResultPage(model)
    qtbot.addWidget(page, before_close_func=lambda _page: model.close())
    page.resize(1280, 800)
    page.show()
    assert model.display.video_problem is None
    qtbot.waitUntil(lambda: page.player.canvas.image is not None)
    other = 2 if model.person != 2 else 1
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(other)
    assert model.person == other
    write_pdf(model.screening, tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
