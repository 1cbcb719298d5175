// Making elements. Text always becomes a text node, so nothing people type is ever read as HTML.

const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "hidden", "indeterminate"]);

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "style") for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
    else if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kept(children));
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren(...kept(children));
  return node;
}

function kept(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Tells whoever shows this element that a person wants something: see app.js and wishes.js. */
export function tell(node, event, detail) {
  node.dispatchEvent(new CustomEvent(event, { bubbles: true, detail }));
}

/** Plural with its number: count(2, "reply", "replies"). */
export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}
