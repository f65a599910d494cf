// A chart's SVG file as a PNG picture, made here in the browser; comes with the first press (charts.js).
// It draws the file's paths and texts itself: an SVG inside an <img> may fetch no typeface, and one that
// brings its own is painted before that has been loaded.
const FAMILY = "Chart lettering"; // Be Vietnam Pro, by a name of our own
const SHARPNESS = 2; // dots to a unit
const assets = new URL(".", import.meta.url);

// Our own faces, not those of the page, which give way when they come late.  Loaded at the first press;
// after a failure the next press tries again.
let pending;
const typeface = () => {
  pending ??= Promise.all(["400", "600"].map((weight) => {
    const file = new URL(`fonts/be-vietnam-pro-${weight}.woff2`, assets);
    return new FontFace(FAMILY, `url(${file}) format("woff2")`, { weight }).load();
  })).then((faces) => { for (const face of faces) document.fonts.add(face); });
  pending.catch(() => { pending = undefined; });
  return pending;
};

// The browser itself reads the file as a drawing: no script here makes markup out of text.
const drawingAt = (address) => new Promise((resolve, reject) => {
  const asked = new XMLHttpRequest();
  asked.open("GET", address);
  asked.responseType = "document";
  asked.overrideMimeType("image/svg+xml");
  asked.onloadend = () => {
    const root = asked.status === 200 && asked.responseXML?.documentElement;
    if (root?.localName === "svg") resolve(root);
    else reject(new Error(`no drawing: ${asked.status} ${address}`));
  };
  asked.send();
});

const said = (element, name) => element.closest(`[${name}]`)?.getAttribute(name);

// Runs of text follow one another; one with a place of its own begins there.
const write = (pen, element, at) => {
  for (const side of ["x", "y"]) if (element.hasAttribute(side)) at[side] = Number(element.getAttribute(side));
  for (const part of element.childNodes) {
    if (part.nodeType === Node.ELEMENT_NODE) { write(pen, part, at); continue; }
    pen.fillStyle = said(element, "fill");
    pen.font = `${said(element, "font-weight") ?? 400} ${said(element, "font-size")}px "${FAMILY}", sans-serif`;
    pen.fillText(part.data, at.x, at.y);
    at.x += pen.measureText(part.data).width;
  }
};

// The files hold filled paths and texts, nothing else.
const painted = (drawing) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = ["width", "height"].map((side) => SHARPNESS * Number(drawing.getAttribute(side)));
  const pen = canvas.getContext("2d");
  pen.scale(SHARPNESS, SHARPNESS);
  for (const element of drawing.querySelectorAll("path, text")) {
    if (element.localName === "text") { write(pen, element, { x: 0, y: 0 }); continue; }
    pen.fillStyle = said(element, "fill");
    pen.fill(new Path2D(element.getAttribute("d")));
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("no picture")), "image/png");
  });
};

const pngOf = async (address) => {
  const [drawing] = await Promise.all([drawingAt(address), typeface()]);
  return painted(drawing);
};

// Save the picture of a link's drawing under the name that the link has for it.
export const save = async ({ href, download }) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await pngOf(href));
  link.download = download.replace(/\.svg$/, ".png");
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
