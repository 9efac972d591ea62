"""Everything Qt: the window and its frame, the tabs, the widgets they share. Asks the Desk; knows no storage.

A tab is a folder `tabs/<name>` with `model.py`, `view.py` and `tab.py` (see `ui.tab`). Its model is a `StateModel`, its
view a `View`; both are given `Ports`. A view places widgets of `ui.widgets`, writes its words in `retranslate()`, and
styles nothing: `theme.mark(widget, role="primary")` and its like name what a thing is, the sheet decides how it looks.
"""
