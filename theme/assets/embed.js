// Below each code for other people's pages a button that copies it; where the build knew no address, the
// code gets the one that this page was read from.  Without this script a press selects the whole code.
(() => {
  const say = (vietnamese, english) => document.documentElement.lang === "en" ? english : vietnamese;
  const root = new URL(document.currentScript.dataset.root, location.href).href;
  for (const code of document.querySelectorAll("[data-code]")) {
    code.textContent = code.textContent.replace(/(?<=src=")\/(?!\/)/, root);
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: say("Chép mã", "Copy code") });
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      told.textContent = "";
      try {
        await navigator.clipboard.writeText(code.textContent);
        told.textContent = say(" đã chép", " copied");
      } catch { // a frame may not, unless the page around it says so
        getSelection().selectAllChildren(code);
        told.textContent = say(" chưa chép được; chữ đã được chọn, hãy chép bằng tay", " not copied; the code is selected, please copy it by hand");
      }
    });
    code.after(button, told);
  }
})();
