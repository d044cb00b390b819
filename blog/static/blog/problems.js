// The list of problems beside a page's form: each leads to its block and line, and what an
// autosave found is counted and told to those who hear the page.
(() => {
  const list = () => document.querySelector("[data-problems]");
  let focused = null;

  const place = (href) => new URLSearchParams(href.split(":w:")[1] ?? "");

  const blockAt = (path) =>
    path.split(".").reduce(
      (within, name) => within?.querySelector(`[data-contentpath="${CSS.escape(name)}"]`),
      document,
    );

  // Tabs and folded panels hide what stands in them.
  const reveal = (element) => {
    for (let outer = element.parentElement; outer; outer = outer.parentElement) {
      if (outer.matches("[role=tabpanel][hidden]"))
        document.querySelector(`[role=tab][href="#${CSS.escape(outer.id)}"]`)?.click();
      if (outer.matches("[data-panel]"))
        outer.querySelector("[data-panel-toggle][aria-expanded=false]")?.click();
    }
    element.querySelector("[data-panel-toggle][aria-expanded=false]")?.click();
  };

  // On a narrow screen the list covers the form.
  const uncover = () => {
    const side = document.querySelector(".form-side--open");
    if (side && side.getBoundingClientRect().width > innerWidth / 2)
      document.querySelector("[data-form-side-close-button]").click();
  };

  const selectLine = (textarea, line) => {
    const lines = textarea.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    textarea.focus();
    textarea.setSelectionRange(start, start + lines[line - 1].length);
    textarea.scrollTop = (textarea.scrollHeight / lines.length) * (line - 3);
  };

  const focusOn = (block, line) => {
    const editor = block.querySelector("textarea[data-paste-url]")?.codemirror;
    if (editor) {
      const ch = line ? editor.getLine(line - 1)?.length : 0;
      editor.focus();
      if (line && ch !== undefined) editor.setSelection({ line: line - 1, ch: 0 }, { line: line - 1, ch });
      return;
    }
    const texts = [...block.querySelectorAll("textarea:not([hidden])")];
    const text = line && texts.find((each) => each.offsetParent && each.value.split("\n").length >= line);
    if (text) selectLine(text, line);
    else block.querySelector("input:not([type=hidden]), textarea, [contenteditable=true], select, button")?.focus();
  };

  const bringIntoView = (block) => {
    const chosen = block.querySelector(".CodeMirror-selected, .CodeMirror-focused .CodeMirror-cursor");
    const focus = block.contains(document.activeElement) ? document.activeElement : block;
    // At once: Wagtail's page glides, and a glide that something interrupts ends short of the line.
    (chosen ?? focus).scrollIntoView({ block: "center", behavior: "instant" });
  };

  const goTo = (href) => {
    const wanted = place(href);
    const path = wanted.get("contentpath");
    const block = path && (blockAt(path) ?? blockAt(path.split(".")[0]));
    if (!block) return false;
    uncover();
    reveal(block);
    focusOn(block, Number(wanted.get("line")) || 0);
    // CodeMirror draws a line that was out of sight a frame later.
    requestAnimationFrame(() => setTimeout(() => bringIntoView(block)));
    return true;
  };

  const status = () => {
    let element = document.getElementById("problems-status");
    if (!element) {
      element = document.createElement("p");
      element.id = "problems-status";
      element.className = "w-sr-only";
      element.setAttribute("role", "status");
      document.querySelector("[data-edit-form]")?.append(element);
    }
    return element;
  };

  const show = () => {
    const count = list()?.dataset.problems;
    const counter = document.querySelector(
      "[data-side-panel-toggle=problems] [data-side-panel-toggle-counter]",
    );
    if (!counter || count === undefined) return;
    counter.textContent = count;
    counter.hidden = count === "0";
    const sum = list().querySelector("[data-problems-sum]").textContent.trim();
    if (status().textContent !== sum) status().textContent = sum;
    // An autosave has just drawn the list anew under the focus.
    if (focused && !focused.isConnected && document.activeElement === document.body) {
      const links = [...list().querySelectorAll("[data-problem]")];
      (links.find((each) => each.href === focused.href) ?? links[0])?.focus();
    }
  };

  document.addEventListener("focusin", (event) => {
    focused = event.target.matches("[data-problem]") ? event.target : null;
  });
  document.addEventListener("pointerdown", () => {
    focused = null;
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-problem]");
    if (link && goTo(link.getAttribute("href"))) event.preventDefault();
  });
  document.addEventListener("w-autosave:success", show);
  // A report leads here by the same address; the editors of blocks are drawn when all has loaded.
  window.addEventListener("load", () => {
    status();
    if (place(location.hash).get("line")) setTimeout(() => goTo(location.hash), 300);
  });
})();
