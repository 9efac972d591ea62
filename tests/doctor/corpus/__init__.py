"""Small programs that sign as beginners wrote them, with known mistakes in them: what the doctor is proved by.

Nothing here uses the doctor's own changes or `aexdesk.openplatform`: who explains and who makes must not be one.
"""
