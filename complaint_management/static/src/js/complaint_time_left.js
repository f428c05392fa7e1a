// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {
    RemainingDaysField,
    remainingDaysField,
} from "@web/views/fields/remaining_days/remaining_days_field";
import {capitalize} from "@web/core/utils/strings";
import {formatFloat} from "@web/core/utils/numbers";
import {toLocaleDateTimeString} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * Say a duration in the two largest units that matter.
 *
 * @param {Number} seconds
 * @param {Boolean} withDays whether 24 hours are a day
 * @returns {String}
 */
export function sayDuration(seconds, withDays = true) {
    const days = withDays ? Math.floor(seconds / DAY) : 0;
    const hours = Math.floor((seconds - days * DAY) / HOUR);
    const minutes = Math.floor((seconds % HOUR) / MINUTE);
    if (days) {
        return hours
            ? _t("%(days)s d %(hours)s h", {days, hours})
            : _t("%(days)s d", {days});
    }
    if (hours) {
        return minutes
            ? _t("%(hours)s h %(minutes)s min", {hours, minutes})
            : _t("%(hours)s h", {hours});
    }
    return _t("%(minutes)s min", {minutes});
}

/**
 * Measure working time without the calendar.
 *
 * @param {Array} hours start and end of each piece of work and the length of its day
 * @param {Number} since seconds since 1970
 * @param {Number} until the same
 * @returns {Object} `seconds` worked, and the `days` they are
 */
export function measureWork(hours, since, until) {
    const found = {days: 0, seconds: 0};
    for (const [start, end, length] of hours) {
        const worked = Math.min(end, until) - Math.max(start, since);
        if (worked > 0) {
            found.seconds += worked;
            found.days += worked / length;
        }
    }
    return found;
}

/**
 * Say working time: in days only where they count, and there is one. Empty for none.
 *
 * @param {Object} worked `seconds` and `days`
 * @param {Boolean} inDays whether the limit counts in working days
 * @returns {String}
 */
export function sayWork({days, seconds}, inDays) {
    // A day that is over but for rounding is over.
    const tenths = Math.floor(days * 10 + 1e-6) / 10;
    if (inDays && tenths >= 1) {
        const number = formatFloat(tenths, {digits: [0, 1], trailingZeros: false});
        return tenths === 1 ? _t("1 working day") : _t("%s working days", number);
    }
    const hours = Math.floor(seconds / HOUR);
    const minutes = Math.floor((seconds % HOUR) / MINUTE);
    if (hours && minutes) {
        return _t("%(hours)s h %(minutes)s min of working time", {hours, minutes});
    }
    if (hours) {
        return hours === 1 ? _t("1 working hour") : _t("%s working hours", hours);
    }
    return minutes ? _t("%s min of working time", minutes) : "";
}

/** A deadline in lists and on cards: the time left in what counts, else the days. */
export class TimeLeftField extends RemainingDaysField {
    get diffString() {
        return capitalize(this.props.record.data.time_left || "") || super.diffString;
    }

    /** Late is late, by a minute as by a month. */
    get classNames() {
        const deadline = this.props.record.data[this.props.name];
        const late = deadline && deadline < luxon.DateTime.now();
        return late ? "fw-bold text-danger" : super.classNames;
    }

    /** Shown by pointing at it: when that is by the clock on the wall. */
    get numericValue() {
        const deadline = this.props.record.data[this.props.name];
        return deadline ? toLocaleDateTimeString(deadline) : "";
    }
}

registry.category("fields").add("complaint_time_left", {
    ...remainingDaysField,
    component: TimeLeftField,
    displayName: _t("Time Left"),
    fieldDependencies: [{name: "time_left", type: "char"}],
});
