// Formatted text that is pasted into the Markdown editor becomes Markdown: its HTML is converted by
// the server, which keeps its pictures. What has no structure, as code from an editor, is pasted as
// the plain text that comes with it, and so is all where the conversion fails.
(() => {
  const STRUCTURE = "h1,h2,h3,h4,h5,h6,ul,ol,dl,table,blockquote,a[href],img,picture,strong,b,em,i," +
    "mark,del,s,sub,sup,figure,math,details,hr,p + p";

  // Google Docs wraps all in a bold that isn't, and marks bold by style.
  const isStyled = (element) =>
    /font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|text-decoration:\s*line-through/.test(
      element.getAttribute("style"),
    );

  function hasStructure(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    // Text that is shown in one listing, as a file's raw source, is that source.
    if (body.children.length === 1 && body.firstElementChild.localName === "pre") return false;
    return Boolean(body.querySelector(STRUCTURE)) || [...body.querySelectorAll("[style]")].some(
      (element) => isStyled(element) && !/monospace|consolas|menlo/i.test(html),
    );
  }

  async function convert(html, textarea) {
    const body = new FormData();
    body.append("html", html);
    body.append("csrfmiddlewaretoken", textarea.form.elements.csrfmiddlewaretoken.value);
    const response = await fetch(textarea.dataset.pasteUrl, {
      method: "POST",
      headers: { "X-Requested-With": "XMLHttpRequest" },
      body,
    });
    const isJSON = response.headers.get("Content-Type")?.startsWith("application/json");
    if (!response.ok || !isJSON) throw new Error(String(response.status));
    return await response.json();
  }

  // Stays until it is dismissed: the pictures have to be added by hand.
  function showMessage(editor, place, text) {
    const message = document.createElement("span");
    const bookmark = editor.setBookmark(place, { widget: message });
    message.className = "markdown-upload markdown-upload--failed";
    message.setAttribute("role", "alert");
    message.textContent = `${text} `;
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.textContent = editor.getTextArea().dataset.dismissText;
    dismiss.addEventListener("click", () => bookmark.clear());
    message.append(dismiss);
    bookmark.changed();
  }

  // Blocks need an empty line before and after; words within a line don't.
  function spaced(editor, text, from, to) {
    const isBlock = /\n/.test(text) || /^(?:#{1,6} |[-*+] |\d+[.)] |>|```|\||!\[)/.test(text);
    if (!isBlock) return text;
    const before = editor.getLine(from.line).slice(0, from.ch).trim() ? "\n\n" : "";
    const after = editor.getLine(to.line).slice(to.ch).trim() ? "\n\n" : "";
    return before + text + after;
  }

  async function take(event) {
    const editor = event.target.closest?.(".CodeMirror")?.CodeMirror;
    const html = event.clipboardData?.getData("text/html");
    const plain = event.clipboardData?.getData("text/plain");
    if (!editor || !html || !hasStructure(html)) return;
    event.preventDefault();
    event.stopPropagation();
    const textarea = editor.getTextArea();
    const message = document.createElement("span");
    message.className = "markdown-upload";
    message.setAttribute("role", "status");
    message.textContent = `${textarea.dataset.pastingText}…`;
    const start = editor.setBookmark(editor.getCursor("from"), { widget: message });
    const end = editor.setBookmark(editor.getCursor("to"), { insertLeft: true });
    let [text, missing] = [plain, ""];
    try {
      const answer = await convert(html, textarea);
      text = answer.markdown || plain;
      missing = answer.message;
    } catch {
      // The words are worth more than their form.
    }
    const [from, to] = [start.find(), end.find()];
    start.clear();
    end.clear();
    if (from && to) {
      editor.replaceRange(spaced(editor, text, from, to), from, to, "paste");
      if (missing) showMessage(editor, editor.getCursor(), missing);
    }
    editor.focus();
  }

  document.addEventListener("paste", take, true);
})();
