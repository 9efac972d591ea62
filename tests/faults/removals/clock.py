"""What keeps a clock that jumps, and timers on a machine that slept, from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Edit, Removal

_REFRESHING = "aexdesk/ui/frame/refreshing.py"
_LATER = "aexdesk/ui/later.py"
_COUNTDOWN = "aexdesk/ui/widgets/countdown.py"
_LOANS = "aexdesk/ui/frame/loan_watch.py"
_UNLOCKING = "aexdesk/services/unlocking.py"
_KEEPING = "aexdesk/services/history_keeping.py"
_TRUST = "aexdesk/services/clock_trust.py"
_TESTS_OF_KEEPING = "tests/services/test_history_keeping.py"
_TESTS_OF_UNLOCKING = "tests/services/test_unlocking.py"
_JUMPS_AND_IS_CORRECTED = f"{_TESTS_OF_KEEPING}::test_a_clock_that_jumps_and_is_corrected_deletes_nothing"

_DELETING = (
    Removal(
        "clock jumps",
        "a clock that is suddenly ahead by weeks deletes nothing by age",
        (Edit(_TRUST, "if now - trusted <= ORDINARY:", "if True:"),),
        (_JUMPS_AND_IS_CORRECTED,),
    ),
    Removal(
        "clock jumps",
        "in a folder that has kept no time yet, the newest record is the witness",
        (Edit(_TRUST, "return ClockSeen(earlier or now)", "return ClockSeen(now)"),),
        (_JUMPS_AND_IS_CORRECTED,),
    ),
    Removal(
        "clock jumps",
        "no file that is still arriving is taken for a stray one",
        (
            Edit(
                "aexdesk/desk/lifetime.py",
                "await self.history_keeping.surely_passed() - _HALF_ARRIVED",
                "self._now() - _HALF_ARRIVED",
            ),
        ),
        ("tests/test_desk.py::test_a_clock_that_jumps_makes_no_file_that_is_still_arriving_a_stray_one",),
    ),
    Removal(
        "clock jumps",
        "a window goes on deleting by age where the clock was set back",
        (Edit(_KEEPING, "abs(now - self._aged_at) < _AGED_EVERY", "now - self._aged_at < _AGED_EVERY"),),
        (f"{_TESTS_OF_KEEPING}::test_a_clock_that_was_set_back_keeps_what_is_old_no_longer",),
    ),
    Removal(
        "clock jumps",
        "so do commands, whenever the clock says that it was done last",
        (Edit(_KEEPING, "return not timedelta() <= now -", "return not now -"),),
        (f"{_TESTS_OF_KEEPING}::test_a_stamp_that_means_nothing_keeps_nothing_for_ever",),
    ),
)

_JUMPING = (
    Removal(
        "clock jumps",
        "a session that has ended by a clock that ran ahead is good again once that is set right",
        (Edit(_COUNTDOWN, "if self._until is None:", "if self.seconds_left() <= 0:"),),
        ("tests/ui/widgets/test_countdown.py::test_what_has_ended_by_a_clock_that_ran_ahead_has_not",),
    ),
    Removal(
        "clock jumps",
        "what answers told of a clock that was set since says nothing any more",
        (Edit("aexdesk/services/clock.py", " if abs(one.offset - offset) < _SET_BY]", "]"),),
        ("tests/services/test_clock.py::test_a_clock_that_was_set_is_not_known_any_more",),
    ),
    Removal(
        "clock jumps",
        "the window looks whether a clock that was off has been set",
        (Edit("aexdesk/ui/frame/clock_watch.py", "            self._timer.start()\n", "            pass\n"),),
        ("tests/ui/frame/test_palette.py::test_a_clock_that_is_set_right_is_seen_without_another_call",),
    ),
    Removal(
        "clock jumps",
        "an unlock of Live ends by the clock that nobody can set back",
        (Edit(_UNLOCKING, "or now >= given.until or left <= 0:", "or now >= given.until:"),),
        (f"{_TESTS_OF_UNLOCKING}::test_a_clock_that_is_set_back_makes_it_no_longer",),
    ),
    Removal(
        "clock jumps",
        "it does not look longer than it lasts",
        (Edit(_UNLOCKING, "if given.until - end > _SET_BACK else given", "if False else given"),),
        (f"{_TESTS_OF_UNLOCKING}::test_a_clock_that_is_set_back_makes_it_look_no_longer",),
    ),
    Removal(
        "clock jumps",
        "the countdown asks the unlock, not only the time that it saw first",
        (
            Edit(
                "aexdesk/ui/frame/live_switch.py",
                "        self._model.look_at_unlock()\n",
                "        if self._countdown.seconds_left() <= 0:\n            self._lock()\n",
            ),
        ),
        ("tests/ui/frame/test_live.py::test_a_clock_that_is_set_back_is_followed",),
    ),
    Removal(
        "clock jumps",
        "a lease from a clock that ran ahead is void",
        (Edit("aexdesk/storage/leases.py", " OR leases.until > :latest\n", "\n"),),
        ("tests/storage/test_leases.py::test_a_lease_from_a_clock_that_ran_ahead_does_not_hold_for_days",),
    ),
    Removal(
        "clock jumps",
        "sessions are looked at as soon as the clock was set back",
        (Edit(_REFRESHING, "if not 0 <= (self._now() - self._ran_at)", "if not (self._now() - self._ran_at)"),),
        ("tests/ui/frame/test_refreshing.py::test_after_the_clock_was_set_back_too",),
    ),
    Removal(
        "clock jumps",
        "a refresh that failed by a clock ahead is not put off until that time",
        (
            Edit(
                "aexdesk/services/token_refreshing.py",
                "timedelta() <= now - failure.at < failure.pause",
                "now - failure.at < failure.pause",
            ),
        ),
        ("tests/services/test_token_refreshing.py::test_a_failure_from_a_clock_that_ran_ahead_puts_off_nothing",),
    ),
    Removal(
        "clock jumps",
        "a login's code that is too old by our clock is not sent",
        (Edit("aexdesk/services/login.py", "if self._now() >= received.good_until:", "if False:"),),
        ("tests/services/test_login.py::test_a_code_too_old_by_our_own_clock_is_not_sent",),
    ),
    Removal(
        "clock jumps",
        "loans that end are looked for though the clock was set back",
        (Edit(_LOANS, "if not timedelta() <= self._now()", "if not self._now()"),),
        ("tests/ui/frame/test_loan_watch.py::test_at_once_where_the_clock_was_set_back",),
    ),
    Removal(
        "clock jumps",
        "what was put off happens in time though the clock was set back",
        (
            Edit(
                _LATER,
                "self._left_s > 0 and self._now() < self._end",
                "self._now() < self._end",
            ),
        ),
        ("tests/ui/test_later.py::test_a_clock_that_is_set_back_makes_it_no_later",),
    ),
)

_SLEEPING = (
    Removal(
        "sleep and resume of timers",
        "a countdown looks at the clock each minute, not only when its time should be over",
        (Edit(_COUNTDOWN, "else left % 1 if left < _HOUR else left % _MINUTE", "else left"),),
        ("tests/ui/widgets/test_countdown.py::test_it_never_waits_for_longer_than_a_minute",),
    ),
    Removal(
        "sleep and resume of timers",
        "an unlock of Live ends by the wall clock, too: the other one may stand still",
        (Edit(_UNLOCKING, "or now >= given.until or left <= 0:", "or left <= 0:"),),
        (f"{_TESTS_OF_UNLOCKING}::test_a_clock_that_is_set_back_makes_it_no_longer",),
    ),
    Removal(
        "sleep and resume of timers",
        "a minute is counted by the wall clock: sessions are looked at as soon as the machine wakes",
        (
            Edit(
                _REFRESHING,
                "        if not 0 <= (self._now() - self._ran_at).total_seconds() < EVERY_S:\n",
                "        self._looks = getattr(self, '_looks', 0) + 1\n"
                "        if self._looks % (EVERY_S // LOOK_S) == 0:\n",
            ),
        ),
        ("tests/ui/frame/test_refreshing.py::test_after_a_sleep_it_is_asked_for_at_once",),
    ),
    Removal(
        "sleep and resume of timers",
        "a secret that is shown or copied goes as soon as the machine wakes",
        (
            Edit(
                _LATER,
                "self._left_s > 0 and self._now() < self._end",
                "self._left_s > 0",
            ),
        ),
        ("tests/ui/test_later.py::test_after_a_sleep_it_happens_at_the_next_look",),
    ),
    Removal(
        "sleep and resume of timers",
        "that is looked at every few seconds, not once at the end",
        (Edit(_LATER, "step = min(self._left_s, _LOOK_S)", "step = self._left_s"),),
        ("tests/ui/test_later.py::test_it_happens_once_after_all_of_its_time",),
    ),
    Removal(
        "sleep and resume of timers",
        "loans that end are looked for soon after the machine woke",
        (Edit(_LOANS, "_LOOK_MS = 60_000", "_LOOK_MS = 3_600_000"),),
        ("tests/ui/frame/test_loan_watch.py::test_the_clock_is_looked_at_each_minute",),
    ),
    Removal(
        "sleep and resume of timers",
        "orders of the practice gateway move soon after the machine woke",
        (Edit("aexdesk/practice/ordering/order_timer.py", "_MOST_SECONDS = 60.0", "_MOST_SECONDS = 86_400.0"),),
        ("tests/practice/ordering/test_order_timer.py::test_after_a_sleep_orders_move_within_a_minute",),
    ),
    Removal(
        "sleep and resume of timers",
        "a keyring that answered before a long pause is not taken for one that hangs",
        (Edit("aexdesk/storage/system_vault.py", "            self._busy_since = None  #", "            #"),),
        ("tests/storage/test_vault.py::TestAHangingStore::test_after_a_long_rest_is_as_good_as_new",),
    ),
)

CLOCK = (*_DELETING, *_JUMPING, *_SLEEPING)
