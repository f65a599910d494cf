// Below each code for other people's pages a button that copies it; where the build knew no address, the
// code gets the one that this page was read from.  Without this script a press selects the whole code.
(() => {
  const root = new URL(document.currentScript.dataset.root, location.href).href;
  for (const code of document.querySelectorAll("[data-code]")) {
    code.textContent = code.textContent.replace(/(?<=src=")\/(?!\/)/, root);
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Chép mã" });
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      told.textContent = "";
      try {
        await navigator.clipboard.writeText(code.textContent);
        told.textContent = " đã chép";
      } catch { // a frame may not, unless the page around it says so
        getSelection().selectAllChildren(code);
        told.textContent = " chưa chép được; chữ đã được chọn, hãy chép bằng tay";
      }
    });
    code.after(button, told);
  }
})();
