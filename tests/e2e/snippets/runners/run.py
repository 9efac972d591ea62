"""Runs each program given, in the folder where it lies, and marks where its output begins."""

import os
import runpy
import sys
from pathlib import Path

for file in sys.argv[1:]:
    sys.stdout.write("\x1e")
    os.chdir(Path(file).parent)
    runpy.run_path(file, run_name="__main__")
