// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {ListController} from "@web/views/list/list_controller";
import {ListRenderer} from "@web/views/list/list_renderer";
import {browser} from "@web/core/browser/browser";
import {extractFieldsFromArchInfo} from "@web/model/relational_model/utils";
import {useSubEnv} from "@odoo/owl";

// Core reads every optional column, also those that nobody has switched on. In a list of
// complaints that is half a dozen queries for nothing: here a hidden column is read when
// it is shown.

/**
 * Return under which name the browser remembers the optional columns of a view.
 *
 * @param {String} model
 * @param {Number|false} viewId
 * @returns {String}
 */
const keyOfColumns = (model, viewId) => `${model},list,${viewId || 0},lazy`;

/** A list that reads what it shows. */
export class LazyColumnsListController extends ListController {
    setup() {
        super.setup();
        useSubEnv({loadColumns: this.loadColumns.bind(this)});
    }

    get modelParams() {
        const params = super.modelParams;
        if (!this.props.state?.modelState?.config) {
            const key = keyOfColumns(this.props.resModel, this.env.config.viewId);
            const stored = browser.localStorage.getItem(`optional_fields,${key}`);
            const isShown = (column) =>
                stored === null
                    ? column.optional === "show"
                    : stored.split(",").includes(column.name);
            params.config.activeFields = this.getActiveFields(isShown);
        }
        return params;
    }

    /**
     * Return what is read for the columns that are always there and those shown.
     *
     * @param {Function} isShown whether an optional column is
     * @returns {Object}
     */
    getActiveFields(isShown) {
        const {columns, fieldNodes} = this.archInfo;
        const read = new Set(
            columns
                .filter((column) => !column.optional || isShown(column))
                .map((column) => column.name)
        );
        const nodes = Object.entries(fieldNodes).filter(([, node]) => read.has(node.name));
        const archInfo = {...this.archInfo, fieldNodes: Object.fromEntries(nodes)};
        return extractFieldsFromArchInfo(archInfo, this.props.fields).activeFields;
    }

    /**
     * Read the list anew with the columns that are about to be shown.
     *
     * @param {Object} shown whether each optional column is, by its name
     */
    async loadColumns(shown) {
        this.model.config.activeFields = this.getActiveFields(
            (column) => shown[column.name]
        );
        await this.model.load();
    }
}

/** Has a column read before it shows it. */
export class LazyColumnsListRenderer extends ListRenderer {
    createViewKey() {
        return keyOfColumns(this.props.list.resModel, this.env.config.viewId);
    }

    async toggleOptionalField(fieldName) {
        const shown = !this.optionalActiveFields[fieldName];
        if (shown && this.env.loadColumns) {
            await this.env.loadColumns({
                ...this.optionalActiveFields,
                [fieldName]: true,
            });
        }
        return super.toggleOptionalField(fieldName);
    }
}
