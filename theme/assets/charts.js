// Beside the link to a chart's SVG file: a button that makes the same picture as PNG, here in the browser,
// by a script that comes with the first press.  Without this script the link remains.
(() => {
  const painter = new URL("png.js", document.currentScript.src).href;
  let coming;
  let failures = 0; // after one the next press tries again, by another address: a browser keeps what failed
  const arrived = () => coming ??= import(failures ? `${painter}?${failures}` : painter).catch((error) => {
    failures += 1;
    coming = undefined;
    throw error;
  });

  const offer = (link) => {
    const button = document.createElement("button");
    const told = document.createElement("span");
    button.type = "button";
    button.textContent = say`Tải biểu đồ PNG`;
    told.setAttribute("role", "status");
    let busy = false;
    button.addEventListener("click", async () => {
      if (busy) return; // not `disabled`, which would take the focus away
      busy = true;
      told.textContent = "";
      button.setAttribute("aria-busy", "true");
      try {
        await (await arrived()).save(link);
      } catch {
        told.textContent = say`Chưa tạo được ảnh PNG; hãy thử lại hoặc tải bản SVG.`;
      }
      button.removeAttribute("aria-busy");
      busy = false;
    });
    link.after(button, told);
  };

  for (const link of document.querySelectorAll("figure.chart .tools a[href$='.svg']")) offer(link);
})();
