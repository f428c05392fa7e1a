// Copyright 2026 Complaint Management Contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import {addTour} from "@complaint_management/../tests/tours/complaint_tours";

const LOADED = ".o_complaint_cover_stage.o_complaint_cover_loaded";
const BOX = ".o_complaint_cover_box";
const button = (name) => `.o_complaint_cover_${name}:enabled`;

/** Draw a box as a finger does, from one fraction of the photo to another. */
const draw = (from, to) => ({
    content: "Draw a box",
    trigger: `.modal ${LOADED}`,
    run() {
        const area = this.anchor.getBoundingClientRect();
        const touch = (type, [x, y]) =>
            this.anchor.dispatchEvent(
                new PointerEvent(type, {
                    bubbles: true,
                    cancelable: true,
                    pointerId: 7,
                    pointerType: "touch",
                    clientX: area.left + x * area.width,
                    clientY: area.top + y * area.height,
                })
            );
        touch("pointerdown", from);
        touch("pointermove", [(from[0] + to[0]) / 2, to[1]]);
        touch("pointermove", to);
        touch("pointerup", to);
    },
});

const press = (key, times, shiftKey = false) => ({
    content: `Press ${key}`,
    trigger: button("add"),
    run() {
        for (let number = 0; number < times; number++) {
            this.anchor.dispatchEvent(
                new KeyboardEvent("keydown", {key, shiftKey, bubbles: true})
            );
        }
    },
});

/** Whether a small picture on the page has a black corner where a box was drawn. */
const isCovered = (image) => {
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const isBlack = (x, y) =>
        context
            .getImageData(x, y, 1, 1)
            .data.slice(0, 3)
            .every((value) => value < 30);
    return isBlack(2, 2) || isBlack(78, 36);
};

addTour("complaint_return_cover_tour", {
    steps: () => [
        {trigger: "button[name='action_open_cover']", run: "click"},
        draw([0, 0], [0.25, 0.5]),
        {trigger: `.modal ${BOX}:nth-of-type(1)`},
        draw([0.5, 0], [1, 1]),
        {trigger: `.modal ${LOADED}:has(${BOX} + ${BOX})`},
        {content: "Not the second one", trigger: button("undo"), run: "click"},
        {trigger: `.modal ${LOADED}:not(:has(${BOX} + ${BOX}))`},
        {content: "The second photo", trigger: button("next"), run: "click"},
        {trigger: `.modal ${LOADED}:not(:has(${BOX}))`},
        {content: "By keyboard", trigger: button("add"), run: "click"},
        {trigger: `.modal ${BOX}`},
        press("ArrowRight", 50),
        press("ArrowDown", 50),
        press("ArrowUp", 2, true),
        {content: "For good", trigger: button("apply"), run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {
            content: "It is ticked",
            trigger: ".o_data_row td[name='labels_masked'] input:checked",
        },
        {
            content: "The page does not show any more what was covered",
            trigger: ".o_data_row td[name='photo_ids']",
            async run() {
                const images = [...this.anchor.querySelectorAll("img")];
                await Promise.all(images.map((image) => image.decode()));
                if (images.length !== 2 || !images.every(isCovered)) {
                    throw new Error("A photo is shown as it was");
                }
            },
        },
    ],
});

addTour("complaint_return_cover_broken_tour", {
    steps: () => [
        {trigger: "button[name='action_open_cover']", run: "click"},
        {trigger: `.modal ${LOADED}`},
        {content: "A box", trigger: button("add"), run: "click"},
        {trigger: `.modal ${BOX}`},
        {content: "The broken one", trigger: button("next"), run: "click"},
        {trigger: ".modal .o_complaint_cover_add:disabled"},
        {trigger: ".o_notification"},
        {content: "For good", trigger: button("apply"), run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {
            content: "It is not ticked",
            trigger: ".o_data_row td[name='labels_masked'] input:not(:checked)",
        },
    ],
});
