"""The layers of the timeline from the back to the front."""

from collections.abc import Mapping, Sequence

from ui.charts.axes import Axes, Spec, across, down
from ui.charts.palette import CATEGORIES, INK, LINE, PAGE, RULE, STRUCK, WASH, Theme, category_colour
from ui.charts.picture import Picture

PHONE = 400
"""On a plot narrower than this, in pixels, bars carry no words, save a class that fits, and the legend has two columns."""

SILENT: Spec = {"aria": False, "tooltip": None}
"""Decoration: nothing to point at, nothing to read out."""

ZOOM: Spec = {
    "name": "zoom",
    "select": {
        "type": "interval",
        "encodings": ["x"],
        "mark": {"fill": "#5d7f9e", "fillOpacity": 0.18, "stroke": "#5d7f9e"},
    },
}
"""Choosing days by dragging over them."""

TOOLTIP = [
    {"field": "headline", "type": "nominal", "title": "Event"},
    {"field": "when", "type": "nominal", "title": "When"},
    {"field": "known", "type": "nominal", "title": "Known"},
    {"field": "recorded", "type": "nominal", "title": "Recorded"},
]


def layers(drawn: Picture, theme: Theme, categories: Sequence[str]) -> list[Spec]:
    """All layers over the datasets of ``datasets.COLUMNS``."""
    axes = Axes(across(drawn, theme), down(drawn, theme))
    filled = {**axes.box(), "fill": ready("fill")}
    return [
        layer("ground", {"type": "rect", "opacity": 0, **SILENT}, axes.box(), [ZOOM]),
        layer("wash", {"type": "rect", "opacity": WASH[theme], **SILENT}, filled),
        layer("lanes", {"type": "rule", "stroke": LINE[theme], **SILENT}, axes.line()),
        layer("whiskers", {"type": "rect", "opacity": 0.32, "cornerRadius": 3, **SILENT}, filled),
        layer("threads", {"type": "rule", "strokeDash": [2, 2], **SILENT}, {**axes.line(), "stroke": ready("fill")}),
        bars(axes, theme),
        fading(axes, theme, "fading_in", [0.85, 0]),
        fading(axes, theme, "fading_out", [0, 0.8]),
        layer("pauses", {"type": "rect", "color": PAGE[theme], "opacity": 0.85, **SILENT}, axes.box()),
        titles(axes, drawn.window.days),
        layer("struck", {"type": "rule", "strokeWidth": 1.6, **SILENT}, {**axes.line(), "stroke": ready("ink")}),
        promises(axes, theme),
        columns(axes, theme),
        numbers(axes, drawn.window.days),
        ring(axes, theme),
        points(axes, theme, categories),
        *today(axes, theme),
    ]


def layer(data: str, mark: Spec, encoding: Spec, params: Sequence[Spec] = ()) -> Spec:
    """One layer over one dataset."""
    made: Spec = {"data": {"name": data}, "mark": mark, "encoding": encoding}
    if params:
        made["params"] = list(params)
    return made


def ready(field: str) -> Spec:
    """A colour that the data carries as it is."""
    return {"field": field, "type": "nominal", "scale": None}


def chosen(name: str) -> Spec:
    """Choosing one by a click."""
    return {"name": name, "select": {"type": "point", "fields": ["seq"], "toggle": False}}


def columns(axes: Axes, theme: Theme) -> Spec:
    """Columns that stand for many events."""
    select = {"type": "point", "fields": ["seq", "since", "until", "lane"], "toggle": False}
    encoding = {
        **axes.box(),
        "fill": ready("fill"),
        "tooltip": [
            {"field": "headline", "type": "nominal", "title": "Events"},
            {"field": "among", "type": "nominal", "title": "Among them"},
        ],
        "description": {"field": "said", "type": "nominal"},
    }
    mark = {
        "type": "rect", "cornerRadiusTopLeft": 2, "cornerRadiusTopRight": 2, "stroke": PAGE[theme], "strokeWidth": 1,
        "cursor": "zoom-in",
    }  # fmt: skip
    return layer("columns", mark, encoding, [{"name": "many", "select": select}])


def numbers(axes: Axes, days: float) -> Spec:
    """How many events a column stands for, above it, where there is room for all those of the lane."""
    room = f"((datum.end - datum.start) / 86400000 / {round(days, 1)} * width)"
    mark = {
        "type": "text",
        "baseline": "bottom",
        "dy": -2,
        "fontSize": 11,
        "opacity": {"expr": f"{room} > 6.2 * datum.digits + 3 ? 1 : 0"},
        **SILENT,
    }
    encoding = {
        "x": axes.at("at"),
        "y": axes.down("top"),
        "text": {"field": "events", "type": "nominal"},
        "color": ready("ink"),
    }
    return layer("columns", mark, encoding)


def bars(axes: Axes, theme: Theme) -> Spec:
    """Rounded bars; one read from the facts is hollow: its colour around a pale body."""
    chosen_one = {"param": "bar", "empty": False}
    encoding = {
        **axes.box(),
        "fill": ready("fill"),
        "fillOpacity": {"condition": {"test": "datum.hollow || datum.dashed", "value": 0.3}, "value": 1},
        "stroke": {"condition": {**chosen_one, "value": INK[theme]}, **ready("fill")},
        "strokeWidth": {
            "condition": [{**chosen_one, "value": 2.5}, {"test": "datum.hollow || datum.dashed", "value": 1.5}],
            "value": 0,
        },
        "strokeDash": {"condition": {"test": "datum.dashed", "value": [4, 3]}, "value": [1, 0]},
        "tooltip": TOOLTIP,
        "description": {"field": "said", "type": "nominal"},
    }
    return layer("bars", {"type": "rect", "cornerRadius": 4, "cursor": "pointer"}, encoding, [chosen("bar")])


def fading(axes: Axes, theme: Theme, data: str, opacities: Sequence[float]) -> Spec:
    """The page shows through where a bar may not have begun, or its end is not known."""
    red, green, blue = (int(PAGE[theme][at : at + 2], 16) for at in (1, 3, 5))
    stops = [
        {"offset": offset, "color": f"rgba({red},{green},{blue},{opacity})"} for offset, opacity in enumerate(opacities)
    ]
    gradient = {"gradient": "linear", "x1": 0, "x2": 1, "y1": 0, "y2": 0, "stops": stops}
    # Out to where the outline of a hollow bar ends.
    over: Spec = {"xOffset": -1 if data == "fading_in" else 0, "x2Offset": 1 if data == "fading_out" else 0}
    return layer(data, {"type": "rect", "color": gradient, "strokeWidth": 0, **over, **SILENT}, axes.box())


def promises(axes: Axes, theme: Theme) -> Spec:
    """An upright line at the end that was first agreed, where a bar ends on another day."""
    said: Spec = {"field": "said", "type": "nominal"}
    encoding = {
        "x": axes.at("at"),
        "y": axes.down("top"),
        "y2": {"field": "bottom"},
        "tooltip": [{**said, "title": "First agreed"}],
        "description": said,
    }
    return layer("promises", {"type": "rule", "stroke": INK[theme], "strokeWidth": 2}, encoding)


def titles(axes: Axes, days: float) -> Spec:
    """Words inside bars, cut to fit; none where a bar is short or the plot narrow, and a class whole or not at all."""
    room = f"((datum.end - datum.start) / 86400000 / {round(days, 1)} * width)"
    fits = f"{room} > 7.4 * length(datum.title) + 10"
    shown = f"datum.is_class ? {fits} : {room} > max(64, 0.06 * width) && width > {PHONE}"
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "dx": 8,
        "dy": 1,
        "fontSize": 12.5,
        "limit": {"expr": f"max(1, {room} - 12)"},
        "opacity": {"expr": f"({shown}) ? 1 : 0"},
        "fontWeight": {"expr": "datum.is_class ? 'bold' : 'normal'"},
        **SILENT,
    }
    encoding = {
        "x": axes.at("start"),
        "y": axes.down("y"),
        "text": {"field": "title", "type": "nominal"},
        "color": ready("ink"),
    }
    return layer("titles", mark, encoding)


def points(axes: Axes, theme: Theme, categories: Sequence[str]) -> Spec:
    """Marks by shape and colour; one read from the facts is hollow."""
    shapes = [CATEGORIES[name].shape for name in categories]
    encoding = {
        "x": axes.at("at"),
        "y": axes.down("y"),
        "shape": {
            "field": "category",
            "type": "nominal",
            "scale": {"domain": list(categories), "range": shapes},
            "legend": legend(theme, categories),
        },
        "fill": ready("fill"),
        "stroke": ready("colour"),
        "tooltip": TOOLTIP,
        "description": {"field": "said", "type": "nominal"},
    }
    size = {"expr": f"datum.size * (width < {PHONE} ? 0.65 : 1)"}
    mark = {"type": "point", "opacity": 1, "strokeWidth": 1.6, "size": size, "cursor": "pointer"}
    return layer("marks", mark, encoding, [chosen("mark")])


def ring(axes: Axes, theme: Theme) -> Spec:
    """A ring around the chosen mark; a colour or stroke of its own would also change the legend's."""
    mark = {"type": "point", "shape": "circle", "size": 380, "strokeWidth": 2, "stroke": INK[theme], **SILENT}
    opacity = {"condition": {"param": "mark", "empty": False, "value": 1}, "value": 0}
    return layer("marks", mark, {"x": axes.at("at"), "y": axes.down("y"), "opacity": opacity})


def legend(theme: Theme, categories: Sequence[str]) -> Spec:
    """The kinds of marks, each in its colour, in as many columns as fit."""
    colour = by_name({name: category_colour(name, theme) for name in categories})
    fill = by_name({name: PAGE[theme] if name == STRUCK else category_colour(name, theme) for name in categories})
    return {
        "title": None,
        "orient": "bottom",
        "direction": "horizontal",
        "columnPadding": 24,
        "columns": {
            "expr": f"width < {PHONE} ? 2 : width < 800 ? 3 : min({max(1, len(categories))}, floor(width / 180))"
        },
        "offset": 14,
        "symbolFillColor": fill,
        "symbolStrokeColor": colour,
        "symbolOpacity": 1,
    }


def by_name(colours: Mapping[str, str]) -> Spec:
    """The colour of the name that stands in the legend."""
    told = ", ".join(f"'{name}': '{colour}'" for name, colour in colours.items())
    return {"expr": f"({{{told}}})[datum.value]"}


def today(axes: Axes, theme: Theme) -> list[Spec]:
    """The dashed rule at the day that is looked from, and its label."""
    rule = {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.3, "stroke": RULE[theme], **SILENT}
    label = {"type": "text", "baseline": "bottom", "dy": -4, "fontSize": 12, "color": RULE[theme], **SILENT}
    here = {"x": axes.at("at"), "y": axes.down("y")}
    return [
        layer("today", rule, {**here, "y2": {"field": "bottom"}}),
        layer("today", label, {**here, "text": {"field": "label", "type": "nominal"}}),
    ]
