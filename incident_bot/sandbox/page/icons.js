// The page's few line drawings, on a 20 × 20 grid.

const PATHS = {
  hash: "M7.5 3.5 6 16.5M14 3.5l-1.5 13M3.5 7.5h13M3.5 12.5h13",
  lock: "M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9",
  home: "M3.5 9.5 10 4l6.5 5.5M5.5 8.5v7.5h9V8.5",
  pin: "M7 3.5h6M8 3.5v5l-2.5 3h9L12 8.5v-5M10 11.5v5.5",
  people: "M8 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM3 16.5c0-3 2-4.5 5-4.5s5 1.5 5 4.5M13 4.3a2.75 2.75 0 0 1 0 5M14.5 12.2c1.7.6 2.5 2 2.5 4.3",
  reply: "M4 4.5h12v8.5H9.5L6 16v-3H4z",
  smile: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.2 11.5c1.3 2.3 4.3 2.3 5.6 0M7.7 8v.1M12.3 8v.1",
  edit: "M4.5 15.5 5 12.5 13 4.5l2.5 2.5-8 8z",
  bin: "M4.5 6h11M8 6V4h4v2M6 6l.7 10.5h6.6L14 6M8.7 8.5v5M11.3 8.5v5",
  close: "m5 5 10 10M15 5 5 15",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  more: "M4.5 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M9.5 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M14.5 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0",
  send: "M3.5 10h12M11 5l5 5-5 5",
  file: "M6 3.5h5.5L14.5 6.5v10H6zM11.5 3.5v3h3",
  eye: "M2.5 10c3.5-5.5 11.5-5.5 15 0-3.5 5.5-11.5 5.5-15 0zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  down: "m6 8 4 4 4-4",
  plus: "M10 4.5v11M4.5 10h11",
  search: "M8.5 13.5a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12.3 12.3 16.5 16.5",
  bolt: "M11 2.5 4.5 11.5h4L8.5 17.5 15.5 8.5h-4.5z",
  clip: "M14.5 9.5 9 15a3 3 0 0 1-4.3-4.3L11 4.5a2 2 0 0 1 3 3L8 13.5",
  download: "M10 3.5v9M6.5 9.5 10 13l3.5-3.5M4 16.5h12",
  copy: "M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3",
  warning: "M10 3.5 17.5 16.5h-15zM10 8.5v4M10 14.5v.1",
  play: "M6.5 4.5v11l9-5.5z",
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  italic: "M8.5 4h6M5.5 16h6M11.5 4l-3 12",
  strike: "M3.5 10h13M13.5 6.5c-.5-1.5-2-2.5-3.7-2.5C7.5 4 6 5.3 6 6.8M6.5 13.5c.5 1.5 2 2.5 3.7 2.5 2.2 0 3.8-1.2 3.8-3",
  code: "m7 6-4 4 4 4M13 6l4 4-4 4",
  list: "M7.5 5h9M7.5 10h9M7.5 15h9M4 5h.1M4 10h.1M4 15h.1",
  quote: "M4.5 4v12M8.5 6h8M8.5 10h8M8.5 14h5",
  updown: "m7 8 3-3 3 3M7 12l3 3 3-3",
  link: "M8.5 11.5 11.5 8.5M9 6.5l1.5-1.5a3 3 0 0 1 4.5 4.5L13.5 11M11 13.5 9.5 15A3 3 0 0 1 5 10.5L6.5 9",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
