// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {Component, onWillDestroy, useState} from "@odoo/owl";
import {deserializeDateTime, toLocaleDateTimeString} from "@web/core/l10n/dates";
import {measureWork, sayDuration, sayWork} from "./complaint_time_left";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {useService} from "@web/core/utils/hooks";

const CHANGE_ACTION = "complaint_management.complaint_clock_change_action";
const POLICY_ACTION = "complaint_management.complaint_policy_action";
const TICK_MS = 20000;
/** How many of each kind are shown before “+ n more”. */
const SHOWN = {open: 3, reached: 2};

/**
 * Say when something is, in the zone of the user: the closer, the shorter.
 *
 * @param {DateTime} moment
 * @param {DateTime} now
 * @returns {String}
 */
export function sayMoment(moment, now) {
    if (moment.hasSame(now, "day")) {
        return moment.toFormat("HH:mm");
    }
    if (Math.abs(moment.diff(now, "days").days) < 6) {
        return moment.toFormat("ccc HH:mm");
    }
    return toLocaleDateTimeString(moment);
}

/** The time limits of a complaint, ticking down without asking the server. */
export class ComplaintClocks extends Component {
    static template = "complaint_management.Clocks";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            all: false,
            clocks: [],
            hours: {},
            mayChange: false,
            nothingInForce: false,
            now: luxon.DateTime.now(),
            whys: {},
        });
        this.ahead = 0;
        this.knownUntil = false;
        this.asked = 0;
        useRecordObserver((record) => {
            // Read here, so that the strip follows when the complaint moves on.
            const {next_deadline: deadline, state} = record.data;
            return this.load(record.resId, deadline, state);
        });
        const timer = setInterval(() => this.tick(), TICK_MS);
        onWillDestroy(() => clearInterval(timer));
    }

    /** Ask the server for the limits of a complaint; the last question counts. */
    async load(caseId) {
        const asked = ++this.asked;
        const strip = caseId
            ? await this.orm.silent.call("complaint.case", "get_clock_strip", [caseId])
            : {clocks: []};
        if (asked !== this.asked) {
            return;
        }
        if (strip.now) {
            // The clock of this machine may be wrong; the server's counts.
            const now = deserializeDateTime(strip.now).toMillis();
            this.ahead = now - luxon.DateTime.now().toMillis();
        }
        this.knownUntil = strip.known_until && deserializeDateTime(strip.known_until);
        Object.assign(this.state, {
            clocks: strip.clocks,
            hours: strip.hours || {},
            mayChange: strip.may_change,
            nothingInForce: strip.nothing_in_force,
            whys: {},
        });
        this.tick();
    }

    tick() {
        this.state.now = luxon.DateTime.now().plus(this.ahead);
        if (this.knownUntil && this.state.now > this.knownUntil) {
            this.load(this.props.record.resId);
        }
    }

    // === WHAT IS SHOWN === //

    get open() {
        return this.state.clocks.filter((clock) => clock.state !== "reached");
    }

    get reached() {
        return this.state.clocks.filter((clock) => clock.state === "reached");
    }

    get shownOpen() {
        return this.state.all ? this.open : this.open.slice(0, SHOWN.open);
    }

    get shownReached() {
        return this.state.all ? this.reached : this.reached.slice(-SHOWN.reached);
    }

    get hiddenCount() {
        const shown = this.shownOpen.length + this.shownReached.length;
        return this.state.clocks.length - shown;
    }

    get moreLabel() {
        return _t("+ %s more", this.hiddenCount);
    }

    /** Seconds until the deadline, below zero when it has passed. */
    secondsLeft(clock) {
        const deadline = deserializeDateTime(clock.deadline);
        return deadline.diff(this.state.now, "seconds").seconds;
    }

    /** Which way a limit is drawn; the words beside it say the same. */
    look(clock) {
        if (clock.state === "paused") {
            return {icon: "fa-pause-circle", color: "text-warning-emphasis"};
        }
        if (!clock.deadline) {
            return {icon: "fa-question-circle", color: "text-warning-emphasis"};
        }
        const left = this.secondsLeft(clock);
        if (left < 0) {
            return {icon: "fa-exclamation-circle", color: "text-danger"};
        }
        const today = deserializeDateTime(clock.deadline).hasSame(this.state.now, "day");
        return today
            ? {icon: "fa-clock-o", color: "text-warning-emphasis"}
            : {icon: "fa-circle", color: "text-success"};
    }

    /** Time until the deadline or after it, in words: in what counts for the limit. */
    timeLeft(clock) {
        const left = this.secondsLeft(clock);
        if (!clock.hours) {
            return sayDuration(Math.abs(left));
        }
        const until = deserializeDateTime(clock.deadline).toSeconds();
        const now = this.state.now.toSeconds();
        const hours = this.state.hours[clock.hours];
        const work = measureWork(hours, Math.min(now, until), Math.max(now, until));
        return sayWork(work, clock.in_days) || (left < 0 ? "" : sayDuration(0));
    }

    /** The deadline in full and how far it is, by the clock on the wall. */
    wallClock(clock) {
        if (clock.state === "paused" || !clock.deadline) {
            return "";
        }
        const left = this.secondsLeft(clock);
        const date = toLocaleDateTimeString(deserializeDateTime(clock.deadline));
        const time = sayDuration(Math.abs(left));
        return left < 0
            ? _t("%(date)s, %(time)s ago by the clock", {date, time})
            : _t("%(date)s, in %(time)s by the clock", {date, time});
    }

    /** How a limit that is open stands, in words. */
    status(clock) {
        if (clock.state === "paused") {
            const since = sayMoment(
                deserializeDateTime(clock.pause.since),
                this.state.now
            );
            return clock.pause.why
                ? _t("paused since %(since)s – %(why)s", {since, why: clock.pause.why})
                : _t("paused since %(since)s", {since});
        }
        if (!clock.deadline) {
            return clock.problem || _t("no date");
        }
        const time = this.timeLeft(clock);
        if (this.secondsLeft(clock) < 0) {
            return time ? _t("late by %s", time) : _t("late");
        }
        return _t("%s left", time);
    }

    /** What has to be so by when: names say what is reached, as if it were so. */
    goal(clock) {
        if (clock.state === "paused" || !clock.deadline) {
            return _t("%s:", clock.name);
        }
        const due = sayMoment(deserializeDateTime(clock.deadline), this.state.now);
        return _t("%(name)s by %(due)s", {name: clock.name, due});
    }

    /** The limit in words. */
    limit(clock) {
        return _t("limit: %s", clock.limit);
    }

    /** What was used of a limit that was reached. */
    used(clock) {
        const used = sayDuration(clock.used, !clock.working);
        const words = _t("%(used)s of %(limit)s", {used, limit: clock.limit});
        if (!clock.late) {
            return words;
        }
        const late = sayDuration(clock.late, !clock.working);
        return _t("%(words)s, late by %(late)s", {words, late});
    }

    // === WHAT IS PRESSED === //

    toggleAll() {
        this.state.all = !this.state.all;
    }

    async toggleWhy(clock) {
        if (clock.id in this.state.whys) {
            delete this.state.whys[clock.id];
            return;
        }
        const [row] = await this.orm.read("complaint.clock", [clock.id], ["why"]);
        this.state.whys[clock.id] = row.why;
    }

    async change(clock) {
        if (!(await this.keep())) {
            return;
        }
        const running = clock.pausable ? "pause" : "extend";
        await this.action.doAction(CHANGE_ACTION, {
            additionalContext: {
                default_clock_id: clock.id,
                default_change: clock.state === "paused" ? "resume" : running,
            },
            onClose: () => this.reload(),
        });
    }

    async reach(clock) {
        if (!(await this.keep())) {
            return;
        }
        await this.orm.call("complaint.clock", "action_reach", [[clock.id]]);
        await this.reload();
    }

    openPolicies() {
        return this.action.doAction(POLICY_ACTION);
    }

    /** Save what was typed, so that reading the complaint anew loses nothing. */
    async keep() {
        const {record} = this.props;
        return !(await record.isDirty()) || record.save();
    }

    async reload() {
        const {record} = this.props;
        await record.load();
        await this.load(record.resId);
    }
}

registry.category("view_widgets").add("complaint_clocks", {
    component: ComplaintClocks,
    fieldDependencies: [
        {name: "next_deadline", type: "datetime"},
        {name: "state", type: "selection"},
    ],
});
