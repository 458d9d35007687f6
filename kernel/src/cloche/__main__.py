"""`python -m cloche`."""

import sys

from cloche.cli import main

sys.exit(main())
