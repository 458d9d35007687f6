"""Elements that a person can touch. One class each; drawing is the page's business."""

from cloche.ui.altair_chart import altair_chart
from cloche.ui.anywidget import anywidget
from cloche.ui.batch import batch
from cloche.ui.buttons import button, run_button
from cloche.ui.chat import chat
from cloche.ui.choices import dropdown, radio
from cloche.ui.code_editor import code_editor
from cloche.ui.composites import array, dictionary
from cloche.ui.dates import date, date_range, datetime
from cloche.ui.element import Element
from cloche.ui.file import file
from cloche.ui.file_browser import file_browser
from cloche.ui.form import form
from cloche.ui.later import stand_in as _stand_in
from cloche.ui.matplotlib import matplotlib
from cloche.ui.matrix import matrix
from cloche.ui.microphone import microphone
from cloche.ui.multiselect import multiselect
from cloche.ui.number import number
from cloche.ui.panel import panel
from cloche.ui.plotly import plotly
from cloche.ui.range_slider import range_slider
from cloche.ui.refresh import refresh
from cloche.ui.slider import slider
from cloche.ui.tabs import tabs
from cloche.ui.text import text, text_area
from cloche.ui.toggles import checkbox, switch

__all__ = [
    "Element",
    "altair_chart",
    "anywidget",
    "array",
    "batch",
    "button",
    "chat",
    "checkbox",
    "code_editor",
    "date",
    "date_range",
    "datetime",
    "dictionary",
    "dropdown",
    "file",
    "file_browser",
    "form",
    "matplotlib",
    "matrix",
    "microphone",
    "multiselect",
    "number",
    "panel",
    "plotly",
    "radio",
    "range_slider",
    "refresh",
    "run_button",
    "slider",
    "switch",
    "tabs",
    "text",
    "text_area",
]

_stand_in(__name__)
