"""The widgets that every tab uses: one table, one form row, one empty state, one banner, one error card, and kin."""
