"""Elements that a person can touch. One class each; drawing is the page's business."""

from cloche.ui.buttons import button, run_button
from cloche.ui.choices import dropdown, radio
from cloche.ui.element import Element
from cloche.ui.form import form
from cloche.ui.number import number
from cloche.ui.slider import slider
from cloche.ui.text import text, text_area
from cloche.ui.toggles import checkbox, switch

__all__ = [
    "Element",
    "button",
    "checkbox",
    "dropdown",
    "form",
    "number",
    "radio",
    "run_button",
    "slider",
    "switch",
    "text",
    "text_area",
]
