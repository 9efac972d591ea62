"""The Runs tab: saved requests over rows of data, with limits, results and files of them."""
