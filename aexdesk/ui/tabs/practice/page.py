"""What every page of the Practice tab is: a view that shows the state when it is told to."""

from __future__ import annotations

from aexdesk.ui.view import View


class PracticePage(View):
    """`show_state` is called at each change, also while another page is turned to."""

    def show_state(self) -> None:
        """Shows what is."""
        raise NotImplementedError
