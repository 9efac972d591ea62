"""The sentences of the strip of first steps."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.services.first_steps import FirstStep, FirstStepsState
from aexdesk.ui.frame.first_steps_model import StripState


def name_step(step: FirstStep) -> str:
    """As its tab is called."""
    return {
        FirstStep.APP_KEYS: _("App keys"),
        FirstStep.LOAN_ACCOUNTS: _("Loan accounts"),
        FirstStep.LOGIN: _("Login"),
        FirstStep.ORDER_TESTS: _("Order tests"),
        FirstStep.CONSOLE: _("Console"),
        FirstStep.SUPPORT: _("Support"),
    }[step]


def say_goal(step: FirstStep) -> str:
    """What the step is for, where one is in another tab."""
    return {
        FirstStep.APP_KEYS: _("Next: check the key of the practice app."),
        FirstStep.LOAN_ACCOUNTS: _("Next: see the buyer that practice lends you."),
        FirstStep.LOGIN: _("Next: log in as the borrowed buyer."),
        FirstStep.ORDER_TESTS: _("Next: build an order for the active test case."),
        FirstStep.CONSOLE: _("Next: send the order; in Practice it is free."),
        FirstStep.SUPPORT: _("Next: see the form for a call that failed."),
    }[step]


def say_how(step: FirstStep, state: FirstStepsState) -> str:
    """What to do in the tab in sight."""
    if step is FirstStep.CONSOLE and FirstStep.ORDER_TESTS not in state.done:
        return _("Build an order in Order tests first; it opens here, ready to be sent.")
    return {
        FirstStep.APP_KEYS: _("Choose the practice app and press Check key, or import the .env file of your program."),
        FirstStep.LOAN_ACCOUNTS: _("Press Loan new account: practice lends you a buyer."),
        FirstStep.LOGIN: _("Open the login page, fill it in as the borrowed buyer, and allow."),
        FirstStep.ORDER_TESTS: _("Choose the active test case, build the order and open it in the console."),
        FirstStep.CONSOLE: _("Press Send: the order matches its test case, so in Practice it is free."),
        FirstStep.SUPPORT: _("In Console, ask for a product that does not exist; its form then stands here."),
    }[step]


def say_done(step: FirstStep) -> str:
    """What has been reached in the tab in sight."""
    return {
        FirstStep.APP_KEYS: _("Done: key and secret are right."),
        FirstStep.LOAN_ACCOUNTS: _("Done: a borrowed buyer places test orders, never your own account."),
        FirstStep.LOGIN: _("Done: calls now carry that buyer's session."),
        FirstStep.ORDER_TESTS: _("Done: the order matches its test case in all four facts."),
        FirstStep.CONSOLE: _("Done: the order is placed, and was free."),
        FirstStep.SUPPORT: _("Done: the form for a failed call, with its request ID and without its secrets."),
    }[step]


def say_now(state: StripState) -> str:
    """The one sentence."""
    if state.steps.are_all_done:
        return _("You have placed a free order and know where everything is.")
    if state.here is not None:
        is_done = state.here in state.steps.done
        return say_done(state.here) if is_done else say_how(state.here, state.steps)
    return say_goal(state.next) if state.next is not None else ""


def describe_step(number: int, step: FirstStep, is_done: bool) -> str:
    """For those who hear the window."""
    told = _("Step {number} of {count}: {name}").format(number=number, count=len(FirstStep), name=name_step(step))
    return _("{step}: done").format(step=told) if is_done else told
