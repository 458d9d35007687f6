#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "cloche",
#     "pandas>=2",
# ]
# ///
"""A notebook with everything above the import.

import marimo
app = marimo.App()
"""

# The last remark.

import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.cell
def _():
    a = 1
    return


if __name__ == "__main__":
    app.run()
