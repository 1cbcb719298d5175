// Something small beside the button that opened it; a click elsewhere and Escape close it.

let closeLast = () => {};

/** Puts `node` beside `opener`; {close(refocus), place()}. */
export function floating(opener, node) {
  closeLast();
  // Inside an open dialog everything else is inert, so it has to be inside it too.
  (opener.closest("dialog") ?? document.body).append(node);
  opener.setAttribute("aria-expanded", "true");
  const outside = (event) => {
    if (!node.contains(event.target) && !opener.contains(event.target)) close();
  };
  const close = (refocus = false) => {
    document.removeEventListener("pointerdown", outside);
    node.remove();
    opener.setAttribute("aria-expanded", "false");
    if (refocus) opener.focus();
    closeLast = () => {};
  };
  closeLast = close;
  document.addEventListener("pointerdown", outside);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  });
  node.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !node.contains(event.relatedTarget)) close();
  });
  const place = () => placeBeside(node, opener);
  place();
  return { close, place };
}

/** Below its opener where there is room, else above; never over the edge. */
function placeBeside(node, opener) {
  const at = opener.getBoundingClientRect();
  const size = node.getBoundingClientRect();
  const below = at.bottom + 4 + size.height <= innerHeight;
  node.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - 4 - size.height)}px`;
  node.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
}
