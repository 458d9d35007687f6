"""A Vega-Lite specification in which the person can select: names and gestures are those that the field knows.

Marks at which one points are selected by a click, those that fill a plane also
by dragging, entries of legends by a click. With Ctrl or Command held the same
gestures move and zoom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Spec = dict[str, Any]
Selection = Sequence[str] | bool

_COMPOSITE = frozenset({"boxplot", "errorband", "errorbar"})
_LEGENDS = ("color", "fill", "fillOpacity", "opacity", "shape", "size")
_FREE = "[!event.ctrlKey && !event.metaKey]"
_HELD = "[event.ctrlKey || event.metaKey]"
_BRUSH = {"fill": "#669EFF", "fillOpacity": 0.09, "stroke": "#669EFF", "strokeOpacity": 0.6}


def selectable(spec: Spec, chart_selection: str | bool, legend_selection: Selection) -> Spec:
    """The specification with parameters for what may be selected.

    What the author made selectable is not made so again. Facets, repeated
    charts and marks that are made of several are left as they are.
    """
    own = spec.get("params") or []
    if any(param.get("bind") == "legend" for param in own):
        legend_selection = False
    has_own = any(not param.get("bind") for param in own)
    if has_own:
        chart_selection = False
    if chart_selection is False and legend_selection is False:
        return spec
    for key in ("vconcat", "hconcat"):
        if key in spec:
            return spec if has_own else _beside_each_other(spec, key, chart_selection, legend_selection)
    if "layer" in spec:
        return _layered(spec, chart_selection, () if own else _wanted(_layer_fields(spec), legend_selection))
    if _mark(spec) is None or _mark(spec) in _COMPOSITE:
        return spec
    legends = [_legend(field) for field in _wanted(legend_fields(spec), legend_selection)]
    return _interactive(_with(spec, [*legends, *_chart_params(spec, chart_selection, "")]))


def selections(spec: Any) -> dict[str, Any]:
    """All selections of a specification by name, with their kind; those that only move the view are none."""
    found: dict[str, Any] = {}
    if isinstance(spec, dict):
        for param in spec.get("params") or []:
            if isinstance(param, dict) and "select" in param and param.get("bind") != "scales":
                kind = param["select"]
                found[param["name"]] = kind if isinstance(kind, str) else kind["type"]
        for key in ("vconcat", "hconcat", "concat", "layer"):
            for part in spec.get(key) or []:
                found.update(selections(part))
        if isinstance(spec.get("spec"), dict):
            found.update(selections(spec["spec"]))
    return found


def units(spec: Any) -> Iterable[Spec]:
    """The single charts of which a specification is made."""
    if not isinstance(spec, dict):
        return
    if "mark" in spec:
        yield spec
    for key in ("vconcat", "hconcat", "concat", "layer"):
        for part in spec.get(key) or []:
            yield from units(part)
    yield from units(spec.get("spec"))


def channels(spec: Any) -> Iterable[tuple[str, dict[str, Any]]]:
    """What each single chart draws how: channel and definition, wherever they stand."""
    for unit in (spec, *units(spec)):
        for channel, definition in (unit.get("encoding") or {}).items():
            if isinstance(definition, dict):
                yield channel, definition


def legend_fields(spec: Spec) -> list[str]:
    """The fields that have a legend, or could have one."""
    found = []
    for channel, definition in (spec.get("encoding") or {}).items():
        if channel not in _LEGENDS or not isinstance(definition, dict):
            continue
        condition = definition.get("condition")
        field = definition.get("field") or (condition.get("field") if isinstance(condition, dict) else None)
        if isinstance(field, str) and field not in found:
            found.append(field)
    return found


def binned_fields(spec: Spec) -> list[str]:
    """The fields that are put into classes."""
    return [
        definition["field"]
        for _, definition in channels(spec)
        if definition.get("bin") and isinstance(definition.get("field"), str)
    ]


# ------------------------------------------------------------------------ parts


def _beside_each_other(spec: Spec, key: str, chart_selection: str | bool, legend_selection: Selection) -> Spec:
    """What all parts can select alike is one selection for all of them; the others name their part.

    All of them stand outside of the parts: so does a legend, and it shows what is selected.
    """
    parts = [selectable(part, chart_selection, legend_selection) if _mark(part) else part for part in spec[key]]
    added = [_new_params(part, before) for part, before in zip(parts, spec[key], strict=True)]
    shared = [param for param in (added[0] if added else []) if all(param in others for others in added)]
    taken = {param["name"] for param in shared}
    outside = list(shared)
    mended = []
    for n, (part, params) in enumerate(zip(parts, added, strict=True)):
        own = [param for param in params if param not in shared]
        clashing = {param["name"]: f"{param['name']}_{n}" for param in own if param["name"] in taken}
        taken.update(param["name"] for param in own)
        kept = [param for param in part.get("params") or [] if param not in params]
        part = {name: each for name, each in part.items() if name != "params"} | ({"params": kept} if kept else {})
        if own:
            part = _renamed({**part, "name": part.get("name", f"part_{n}")}, clashing)
            outside += [{**param, "views": [part["name"]]} for param in _renamed(own, clashing)]
        mended.append(part)
    return {**spec, key: mended, "params": [*(spec.get("params") or []), *outside]}


def _new_params(part: Spec, before: Spec) -> list[Any]:
    known = before.get("params") or []
    return [param for param in part.get("params") or [] if param not in known]


def _renamed(part: Any, names: dict[str, str]) -> Any:
    """The part with other names of selections, in their definitions and where they are asked."""
    if isinstance(part, dict):
        return {
            key: names.get(value, value)
            if key in ("name", "param") and isinstance(value, str)
            else _renamed(value, names)
            for key, value in part.items()
        }
    return [_renamed(each, names) for each in part] if isinstance(part, list) else part


def _layered(spec: Spec, chart_selection: str | bool, legends: Sequence[str]) -> Spec:
    layers = []
    for n, layer in enumerate(spec["layer"]):
        if _mark(layer) is None:
            layers.append(layer)
            continue
        inherited = {**layer, "encoding": {**(spec.get("encoding") or {}), **(layer.get("encoding") or {})}}
        params = [_legend(field) for field in legends] if n == 0 else []
        params += _chart_params(inherited, chart_selection, f"_{n}")
        layers.append(_interactive(_with(layer, params), zooms=n == 0) if params else layer)
    return {**spec, "layer": layers}


def _layer_fields(spec: Spec) -> list[str]:
    return list(dict.fromkeys(field for layer in (spec, *spec["layer"]) for field in legend_fields(layer)))


def _wanted(fields: Sequence[str], legend_selection: Selection) -> list[str]:
    if isinstance(legend_selection, bool):
        return list(fields) if legend_selection else []
    return [field for field in fields if field in legend_selection]


def _chart_params(spec: Spec, chart_selection: str | bool, suffix: str) -> list[Spec]:
    mark = _mark(spec)
    if chart_selection is False or mark in _COMPOSITE or mark == "geoshape":
        return []
    if isinstance(chart_selection, str):
        kinds = [chart_selection]
    elif binned_fields(spec) or mark in ("arc", "area"):
        kinds = ["point"]
    else:
        kinds = [] if mark == "line" else ["point", "interval"]
    by = _encodings(spec)
    return [_point(by, suffix) if kind == "point" else _interval(by, suffix) for kind in kinds]


def _encodings(spec: Spec) -> dict[str, list[str]]:
    """The channels by which a mark is told from others; nothing where each one is its own."""
    mark, encoding = _mark(spec), spec.get("encoding") or {}
    if mark in ("area", "arc"):
        wanted = ["color"]
    elif mark == "bar":
        wanted = _along(encoding)
    elif mark in ("image", "trail"):
        wanted = []
    else:
        wanted = ["x", "y"]
    present = [channel for channel in wanted if _is_field(encoding.get(channel))]
    return {"encodings": present} if present else {}


def _along(encoding: dict[str, Any]) -> list[str]:
    """The axis along which bars stand."""
    x, y = (each if isinstance(each, dict) else {} for each in (encoding.get("x"), encoding.get("y")))
    if x.get("type") == "nominal":
        return ["x"]
    if y.get("type") == "nominal" or "aggregate" in x:
        return ["y"]
    return ["x"] if "aggregate" in y else []


def _is_field(definition: Any) -> bool:
    return isinstance(definition, dict) and "field" in definition and "aggregate" not in definition


def _point(by: dict[str, list[str]], suffix: str) -> Spec:
    return {"name": f"select_point{suffix}", "select": {"type": "point", **by, "on": f"click{_FREE}"}}


def _interval(by: dict[str, list[str]], suffix: str) -> Spec:
    positions = {key: kept for key, value in by.items() if (kept := [each for each in value if each in ("x", "y")])}
    drag = f"[pointerdown{_FREE}, window:pointerup] > window:pointermove!"
    select = {"type": "interval", **positions, "mark": _BRUSH, "on": drag, "translate": drag, "zoom": False}
    return {"name": f"select_interval{suffix}", "select": select}


def _legend(field: str) -> Spec:
    return {"name": f"legend_selection_{field}", "select": {"type": "point", "fields": [field]}, "bind": "legend"}


def _pan_zoom() -> Spec:
    drag = f"[pointerdown{_HELD}, window:pointerup] > window:pointermove!"
    select = {"type": "interval", "on": drag, "translate": drag, "zoom": f"wheel!{_HELD}"}
    return {"name": "pan_zoom", "bind": "scales", "select": select}


def _with(spec: Spec, params: list[Spec]) -> Spec:
    return {**spec, "params": [*(spec.get("params") or []), *params]}


def _interactive(spec: Spec, zooms: bool = True) -> Spec:
    """Marks that can be selected look so, those that are not selected fade, and the view can be moved."""
    mark = spec["mark"] if isinstance(spec["mark"], dict) else {"type": spec["mark"]}
    encoding = spec.get("encoding") or {}
    names = [param["name"] for param in spec["params"] if "select" in param and param.get("bind") != "scales"]
    if names and "opacity" not in encoding:
        full = mark.get("opacity", 0.7 if mark["type"] in ("point", "circle", "square", "tick") else 1)
        if isinstance(full, (int, float)):
            test = {"and": [{"param": name} for name in names]}
            encoding = {**encoding, "opacity": {"condition": {"test": test, "value": full}, "value": full / 5}}
    if names:
        mark = {"tooltip": True, **mark, "cursor": "pointer"}
    spec = {**spec, "mark": mark, "encoding": encoding}
    is_bound = any(param.get("bind") == "scales" for param in spec["params"])
    return spec if is_bound or not zooms or not _can_zoom(encoding) else _with(spec, [_pan_zoom()])


def _can_zoom(encoding: dict[str, Any]) -> bool:
    """An axis is a scale of numbers or times: others cannot be moved."""
    return any(
        isinstance(definition := encoding.get(channel), dict)
        and definition.get("type") in ("quantitative", "temporal")
        and not definition.get("bin")
        for channel in ("x", "y")
    )


def _mark(spec: Spec) -> str | None:
    mark = spec.get("mark")
    return mark.get("type") if isinstance(mark, dict) else mark
