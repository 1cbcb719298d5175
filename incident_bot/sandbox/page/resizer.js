// The edge of a panel, to be pulled, or moved with the arrows: https://www.w3.org/WAI/ARIA/apg/patterns/windowsplitter/

import { h } from "./dom.js";

const LEAST = 300;
const STEP = 24;

/** For a panel at the right; its width is remembered under `name`. */
export function resizer(panel, name) {
  const most = () => Math.max(LEAST, innerWidth * 0.6);
  const handle = h("div", { class: "resizer", role: "separator", tabindex: "0", "aria-orientation": "vertical", "aria-label": "Width of the inspector" });
  const set = (width) => {
    const wide = Math.round(Math.min(most(), Math.max(LEAST, width)));
    panel.style.setProperty("--width", `${wide}px`);
    handle.setAttribute("aria-valuenow", wide);
    localStorage.setItem(name, wide);
  };
  const pull = (event) => set(innerWidth - event.clientX);
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", pull);
  });
  handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", pull));
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    set(panel.offsetWidth + by);
  });
  set(Number(localStorage.getItem(name)) || 460);
  return handle;
}
