# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""From weekly hours, leaves and exceptions to the seconds that are worked.

Moments are seconds since 1970 in UTC, days are numbered since 1970. Times of day that
are skipped when clocks go forward are taken as the moment of the change, times that
occur twice when they go back as the first of the two.
"""

from datetime import date, datetime

DAY = 86_400
FIRST_ORDINAL = date(1970, 1, 1).toordinal()


def offset_at(seconds, tz):
    """Return how many seconds a zone is ahead of UTC at a moment."""
    offset = datetime.fromtimestamp(seconds, tz).utcoffset()
    return offset.days * DAY + offset.seconds


def to_utc(local, tz):
    """Return the moment at which clocks of a zone show a time.

    :param int local: the time shown, as seconds since 1970 on those clocks
    """
    before, after = offset_at(local - DAY, tz), offset_at(local + DAY, tz)
    if before == after:
        return local - before
    change = _find_change(local - DAY, local + DAY, tz)
    if local - before < change:
        return local - before
    return max(change, local - after)


def _find_change(low, high, tz):
    """Return the first moment with another offset than `low` has."""
    offset = offset_at(low, tz)
    while high - low > 1:
        middle = (low + high) // 2
        if offset_at(middle, tz) == offset:
            low = middle
        else:
            high = middle
    return high


def work_of_days(first, last, tz, attendances, leaves, exceptions):
    """Return what is worked on the days from one date to another, included.

    :return: tuples of day, first and last second, sorted
    """
    patterns = _read_attendances(attendances)
    kept = {
        day.toordinal() - FIRST_ORDINAL: weekday for day, weekday in exceptions.items()
    }
    if any(not (like is None or 0 <= like <= 6) for like in kept.values()):
        raise ValueError("a day works like a weekday from 0 to 6, or not at all")
    plain, said = [], []
    since, until = (day.toordinal() - FIRST_ORDINAL for day in (first, last))
    offsets = [offset_at(day * DAY, tz) for day in range(since - 1, until + 4)]
    for index, day in enumerate(range(since, until + 1)):
        like = kept.get(day, (day + 3) % 7)  # 1970 began on a Thursday
        if like is None:
            continue
        # Core counts weeks from the first day of the year 1.
        week = (day + FIRST_ORDINAL - 1) // 7 % 2
        spans = said if day in kept else plain
        # Neither on the eve nor on the two days that follow do clocks change.
        near = offsets[index : index + 5]
        offset = near[0] if near.count(near[0]) == len(near) else None
        for begin, finish in patterns[like + 7 * week]:
            begin, finish = begin + day * DAY, finish + day * DAY
            if offset is not None:
                begin, finish = begin - offset, finish - offset
            else:
                begin, finish = to_utc(begin, tz), to_utc(finish, tz)
            if begin < finish:
                spans.append((day, begin, finish))
    return sorted(_without(plain, leaves) + said)


def _read_attendances(attendances):
    """Return the shifts, in seconds of the day, of each day of two weeks."""
    patterns = [[] for _day in range(14)]
    for weekday, hour_from, hour_to, *weeks in attendances:
        # The minute is the finest that core's screens know.
        begin, finish = round(hour_from * 60) * 60, round(hour_to * 60) * 60
        if not (0 <= weekday <= 6 and 0 <= begin < DAY and 0 <= finish <= 2 * DAY):
            raise ValueError(
                f"no hours of a day: weekday {weekday}, {hour_from} to {hour_to}"
            )
        if finish <= begin:
            finish += DAY
        for week in [0, 1] if weeks in ([], [None]) else weeks:
            patterns[weekday + 7 * week].append((begin, finish))
    for pattern in patterns:
        pattern.sort()
    return patterns


def _without(spans, leaves):
    """Return spans without the parts in which nobody works."""
    leaves = sorted(leave for leave in leaves if leave[0] < leave[1])
    merged = []
    for since, until in leaves:
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    spans = sorted(spans, key=lambda span: span[1])
    result, reached = [], 0
    for day, begin, finish in spans:
        # What ends before this begins can't touch any later one either.
        while reached < len(merged) and merged[reached][1] <= begin:
            reached += 1
        for since, until in merged[reached:]:
            if since >= finish:
                break
            if begin < since:
                result.append((day, begin, since))
            begin = max(begin, until)
        if begin < finish:
            result.append((day, begin, finish))
    return result
