"""Values are shown without importing what they do not need. Figures are tested in Pyodide, which has matplotlib."""

import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[3] / "kernel" / "src"


def test_showing_values_imports_neither_matplotlib_nor_markdown():
    code = (
        "import sys, cloche\n"
        "from cloche.outputs.bundle import bundle\n"
        "bundle([1, {'a': object()}]); bundle(cloche.ui.slider(0, 1, label='plain label')); bundle(3)\n"
        "sys.exit(bool({'matplotlib', 'markdown_it', 'numpy', 'pandas'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCE)}, check=False).returncode == 0
