"""Checks of notebooks: what keeps them from running, what is likely a mistake, what fails in a browser.

Values in, values out; nothing runs and no file is opened.
"""

from cloche.checks.catalogue import CHECKS
from cloche.checks.check import check
from cloche.checks.finding import Check, Finding, Severity
from cloche.checks.fixes import fixed

__all__ = ["CHECKS", "Check", "Finding", "Severity", "check", "fixed"]
