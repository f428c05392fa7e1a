// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {
    LazyColumnsListController,
    LazyColumnsListRenderer,
} from "@complaint_management/js/complaint_lazy_columns";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";
import {listView} from "@web/views/list/list_view";
import {Component} from "@odoo/owl";

const REGISTER_ACTION = "complaint_management.complaint_case_action_register";
const RECENT_ACTION = "complaint_management.complaint_case_action_recent";

/** The case takes the place of the register screen: one goes back to the list. */
export class ComplaintCaseRegisterController extends FormController {
    async beforeExecuteActionButton(clickParams) {
        clickParams.stackPosition = "replaceCurrentAction";
        return super.beforeExecuteActionButton(...arguments);
    }
}

registry.category("views").add("complaint_case_register", {
    ...formView,
    Controller: ComplaintCaseRegisterController,
});

/** New leads to the register screen, which takes the defaults of the list along. */
export class ComplaintCaseListController extends LazyColumnsListController {
    async createRecord() {
        await this.actionService.doAction(REGISTER_ACTION, {
            additionalContext: this.model.root.context,
        });
    }
}

registry.category("views").add("complaint_case_list", {
    ...listView,
    Controller: ComplaintCaseListController,
    Renderer: LazyColumnsListRenderer,
});

/** New on an open case leads there, too. */
export class ComplaintCaseFormController extends FormController {
    setup() {
        super.setup();
        this.actionService = useService("action");
    }

    async create() {
        const dirty = await this.model.root.isDirty();
        if (dirty && !(await this.model.root.save())) {
            return;
        }
        await this.actionService.doAction(REGISTER_ACTION, {
            stackPosition: "replaceCurrentAction",
        });
    }
}

registry.category("views").add("complaint_case_form", {
    ...formView,
    Controller: ComplaintCaseFormController,
});

/** How often the customer complained lately, and the way to these complaints. */
export class ComplaintRecentCases extends Component {
    static template = "complaint_management.RecentCases";
    static props = {...standardFieldProps};

    setup() {
        this.action = useService("action");
    }

    get label() {
        const count = this.props.record.data[this.props.name];
        return _t("%s in 90 days", count);
    }

    open() {
        const customer = this.props.record.data.commercial_partner_id;
        this.action.doAction(RECENT_ACTION, {
            additionalContext: {active_id: customer.id},
        });
    }
}

registry.category("fields").add("complaint_recent_cases", {
    component: ComplaintRecentCases,
    fieldDependencies: [{name: "commercial_partner_id", type: "many2one"}],
    supportedTypes: ["integer"],
});
