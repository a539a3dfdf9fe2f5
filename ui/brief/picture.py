"""The evolution of an account as one drawing for paper; where much happened at once it shows how much."""

from projections.timeline_window import Cut, Days, Lasting, counts, crowds, extent, lasting_counts, singles, unit_for
from projections.titles import with_titles
from projections.why import Asked
from ui.bootstrap import Tieline
from ui.charts.crowds import MOST_SINGLE
from ui.charts.standing import STANDING
from ui.charts.things import ENDING, TELLING
from ui.charts.timeline import Scene, timeline_chart
from ui.format import day
from ui.sharing.drawing import as_svg

WIDTH = 1000
"""Pixels, of which a page of A4 shows about as many as a screen."""
MOST_LASTING = 400
LASTING = Lasting(STANDING | TELLING | ENDING, ENDING)


def picture(tieline: Tieline, asked: Asked, name: str, *, is_today: bool) -> tuple[str, str]:
    """The drawing as SVG, and what it is of in words; two empty texts where nothing had happened."""
    database, cut = tieline.database, Cut(asked.relationship, asked.as_of, asked.known_at)
    whole = extent(database, cut)
    if not whole.events:
        return "", ""
    days = Days(whole.first, max(whole.last, asked.as_of.toordinal()))
    by_lane = counts(database, cut, days)
    many = [lane for lane, events in by_lane.items() if events > MOST_SINGLE]
    told = lasting_counts(database, cut, days, LASTING)
    bare = [lane for lane, events in told.items() if events > MOST_LASTING]
    found = singles(database, cut, days, [lane for lane in by_lane if lane not in many], LASTING, bare)
    found = with_titles(tieline.tracker.recorder, tieline.tracker.codec, found)
    crowd = crowds(database, cut, days, many, unit_for(days))
    scene = Scene(whole.first, whole.last, None, sum(by_lane.values()), crowd)
    label = "Today" if is_today else day(asked.as_of)
    chart = timeline_chart(found, asked.as_of, "light", label=label, name=name, scene=scene)
    return as_svg(chart.spec, chart.datasets, width=WIDTH), chart.alt
