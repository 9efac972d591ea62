"""Runs before the frozen program: gives the programs it starts the libraries of the system, not ours.

The loader that PyInstaller puts before a frozen program points LD_LIBRARY_PATH (macOS: DYLD_...) at the program's
folder. It has done its work by now. Left as it is, the browser that a login opens, and what `aexdesk exec` runs, would
load our libraries in place of their own.
"""

import os

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before is not None:
        os.environ[_name] = _before
    else:
        os.environ.pop(_name, None)
