// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {Component, useExternalListener, useRef, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

// Fractions of the picture.
const SMALLEST = 0.005;
const KEY_STEP = 0.02;
const FIRST = {left: 0.35, top: 0.4, width: 0.3, height: 0.2};

const within = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * Photos of goods, one after the other; what boxes are drawn on is painted over.
 *
 * Boxes are drawn by mouse, finger or pen, or added by a button and moved by the arrow
 * keys, and made larger or smaller by these with Shift.
 */
export class ComplaintCoverDialog extends Component {
    static template = "complaint_returns.CoverDialog";
    static components = {Dialog};
    static props = {close: Function, onCover: Function, photos: Array};

    setup() {
        this.stage = useRef("stage");
        this.notification = useService("notification");
        // A box may be drawn beyond the edge of the photo.
        useExternalListener(window, "pointermove", this.onPointerMove);
        useExternalListener(window, "pointerup", this.onPointerUp);
        useExternalListener(window, "pointercancel", () => (this.state.drawn = null));
        // What a browser kept of a picture must not be drawn on.
        this.asked = Date.now();
        this.state = useState({
            at: 0,
            loaded: false,
            busy: false,
            drawn: null,
            photos: this.props.photos.map((photo) => ({
                id: photo.id,
                title: photo.title,
                seen: false,
                boxes: [],
            })),
        });
    }

    get photo() {
        return this.state.photos[this.state.at];
    }

    get source() {
        return `/web/image/${this.photo.id}?nocache=${this.asked}`;
    }

    get position() {
        return _t("Photo %(number)s of %(count)s: %(title)s", {
            number: this.state.at + 1,
            count: this.state.photos.length,
            title: this.photo.title,
        });
    }

    get boxes() {
        const {drawn} = this.state;
        return drawn ? [...this.photo.boxes, this.getBox(drawn)] : this.photo.boxes;
    }

    get isDrawn() {
        return this.state.photos.some((photo) => photo.boxes.length);
    }

    getStyle(box) {
        const part = (value) => `${value * 100}%`;
        return (
            `left: ${part(box.left)}; top: ${part(box.top)}; ` +
            `width: ${part(box.width)}; height: ${part(box.height)};`
        );
    }

    getBox({from, to}) {
        return {
            left: Math.min(from.x, to.x),
            top: Math.min(from.y, to.y),
            width: Math.abs(from.x - to.x),
            height: Math.abs(from.y - to.y),
        };
    }

    getPoint(ev) {
        const area = this.stage.el.getBoundingClientRect();
        return {
            x: within((ev.clientX - area.left) / area.width, 0, 1),
            y: within((ev.clientY - area.top) / area.height, 0, 1),
        };
    }

    go(step) {
        this.state.at += step;
        this.state.loaded = false;
        this.state.drawn = null;
    }

    onLoad(ev) {
        // One that was left meanwhile says nothing about the next one.
        if (Number(ev.target.dataset.photo) === this.photo.id) {
            this.state.loaded = true;
            this.photo.seen = true;
        }
    }

    onError() {
        this.notification.add(_t("The photo cannot be shown."), {type: "danger"});
    }

    onPointerDown(ev) {
        if (!this.state.loaded || ev.button !== 0) {
            return;
        }
        const point = this.getPoint(ev);
        this.state.drawn = {from: point, to: point};
        ev.preventDefault();
    }

    onPointerMove(ev) {
        if (this.state.drawn) {
            this.state.drawn.to = this.getPoint(ev);
        }
    }

    onPointerUp(ev) {
        if (!this.state.drawn) {
            return;
        }
        this.state.drawn.to = this.getPoint(ev);
        const box = this.getBox(this.state.drawn);
        this.state.drawn = null;
        if (box.width > SMALLEST && box.height > SMALLEST) {
            this.photo.boxes.push(box);
        }
    }

    add() {
        this.photo.boxes.push({...FIRST});
    }

    addAll() {
        this.photo.boxes = [{left: 0, top: 0, width: 1, height: 1}];
    }

    undo() {
        this.photo.boxes.pop();
    }

    onKeydown(ev) {
        const steps = {
            ArrowLeft: [-KEY_STEP, 0],
            ArrowRight: [KEY_STEP, 0],
            ArrowUp: [0, -KEY_STEP],
            ArrowDown: [0, KEY_STEP],
        };
        const box = this.photo.boxes.at(-1);
        if (!box || !(ev.key in steps)) {
            return;
        }
        const [x, y] = steps[ev.key];
        if (ev.shiftKey) {
            box.width = within(box.width + x, KEY_STEP, 1 - box.left);
            box.height = within(box.height + y, KEY_STEP, 1 - box.top);
        } else {
            box.left = within(box.left + x, 0, 1 - box.width);
            box.top = within(box.top + y, 0, 1 - box.height);
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    async apply() {
        this.state.busy = true;
        try {
            await this.props.onCover(
                this.state.photos
                    .filter((photo) => photo.seen)
                    .map((photo) => ({
                        id: photo.id,
                        areas: photo.boxes.map((box) => [
                            box.left,
                            box.top,
                            box.width,
                            box.height,
                        ]),
                    }))
            );
            this.props.close();
        } finally {
            this.state.busy = false;
        }
    }
}

/** Open the photos; what was opened before is read anew once they are closed. */
async function openCover(env, action) {
    const {model, id, photos} = action.params;
    await new Promise((resolve) => {
        env.services.dialog.add(
            ComplaintCoverDialog,
            {
                photos,
                onCover: (covered) =>
                    env.services.orm.call(model, "action_cover_labels", [
                        [id],
                        covered,
                    ]),
            },
            {onClose: resolve}
        );
    });
    return {type: "ir.actions.act_window_close"};
}

registry.category("actions").add("complaint_cover_labels", openCover);
