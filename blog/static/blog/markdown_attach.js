// Makes the Markdown editor of a field once it comes near the screen, has the focus or is asked for:
// a hundred of them at once keep the browser busy for seconds. Until then its textarea holds the text.
// After wagtail-markdown's own scripts, whose function it wraps.
(() => {
  const attach = window.easymdeAttach;
  const waiting = new WeakMap();

  function makeEditor(textarea) {
    const rest = waiting.get(textarea);
    if (!rest || !textarea.isConnected) return;
    waiting.delete(textarea);
    observer.unobserve(textarea);
    delete textarea.codemirror;
    const isFocused = document.activeElement === textarea;
    attach(textarea.id, ...rest);
    // For those who hear the page: what CodeMirror types into.
    textarea.codemirror.setOption("screenReaderLabel", textarea.dataset.label);
    textarea.codemirror.getInputField().setAttribute("aria-description", textarea.dataset.leaving);
    if (isFocused) textarea.codemirror.focus();
  }

  // In a text Tab indents. After Escape it leads on, or nobody could leave by keyboard.
  let isLeaving = false;
  const leave = (event) => {
    const isInEditor = Boolean(event.target.closest?.(".CodeMirror"));
    if (isInEditor && isLeaving && event.key === "Tab") event.stopPropagation();
    else if (event.key !== "Shift") isLeaving = isInEditor && event.key === "Escape";
  };
  document.addEventListener("keydown", leave, { capture: true });
  document.addEventListener("focusin", () => (isLeaving = false));

  const margin = "100% 0px";
  const observer = new IntersectionObserver(
    (entries) => entries.filter((each) => each.isIntersecting).forEach((each) => makeEditor(each.target)),
    { rootMargin: margin, scrollMargin: margin },
  );

  window.easymdeAttach = (id, ...rest) => {
    const textarea = document.getElementById(id);
    waiting.set(textarea, rest);
    textarea.setAttribute("aria-label", textarea.dataset.label);
    // Who asks for the editor, as Wagtail does for the focus, gets it.
    Object.defineProperty(textarea, "codemirror", {
      configurable: true,
      get() {
        makeEditor(textarea);
        return Object.getOwnPropertyDescriptor(textarea, "codemirror")?.value;
      },
    });
    textarea.addEventListener("focus", () => makeEditor(textarea), { once: true });
    observer.observe(textarea);
  };
})();
