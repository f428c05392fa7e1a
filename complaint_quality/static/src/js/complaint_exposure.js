// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {deserializeDate, deserializeDateTime, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {formatFloat} from "@web/core/utils/numbers";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Component, onWillStart, useState} from "@odoo/owl";

/** Where a lot went: stock, customers, rates against their norms, complaints. */
export class ComplaintExposure extends Component {
    static template = "complaint_quality.Exposure";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.state = useState({panel: null});
        onWillStart(() => this.load());
    }

    get lotId() {
        return this.props.action.context.active_id;
    }

    async load() {
        if (this.lotId) {
            this.state.panel = await this.orm.call("complaint.exposure", "get_panel", [
                this.lotId,
            ]);
            this.env.config.setDisplayName(
                _t("Exposure of %s", this.state.panel.lot.name)
            );
        }
    }

    number(value) {
        const whole = Math.abs(value - Math.round(value)) < 0.005;
        return formatFloat(value, {digits: [16, whole ? 0 : 2]});
    }

    date(value) {
        return value ? formatDate(deserializeDateTime(value)) : "";
    }

    day(value) {
        return value ? formatDate(deserializeDate(value)) : "";
    }

    /** Between two deliveries; one date where it was one. */
    period(row) {
        const days = [this.date(row.first_at), this.date(row.last_at)];
        return days[0] === days[1] ? days[0] : days.join(" – ");
    }

    async call(method) {
        const action = await this.orm.call("stock.lot", method, [[this.lotId]]);
        await this.action.doAction(action, {onClose: () => this.load()});
    }

    open(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openPickings(row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Transfers"),
            res_model: "stock.picking",
            domain: [["id", "in", row.picking_ids]],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openLot(row) {
        this.action.doAction("complaint_quality.complaint_exposure_action", {
            additionalContext: {active_id: row.lot_id, active_model: "stock.lot"},
        });
    }
}

registry.category("actions").add("complaint_exposure", ComplaintExposure);
