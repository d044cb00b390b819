// Formatted text that is pasted into the Markdown editor becomes Markdown: its HTML is converted by
// the server, which keeps its pictures. What has no structure, as code from an editor, is pasted as
// the plain text that comes with it, and so is all where the conversion fails.
(() => {
  const { post, showFailure, showProgress } = window.pictureUploads;
  const STRUCTURE = "h1,h2,h3,h4,h5,h6,ul,ol,dl,table,blockquote,a[href],img,picture,strong,b,em,i," +
    "mark,del,s,sub,sup,figure,math,details,hr,p + p,p[style*=mso-list],.MsoTitle,.MsoQuote";

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
    const { dismissText, pasteUrl, pastingText } = textarea.dataset;
    const progress = showProgress(pastingText);
    const start = editor.setBookmark(editor.getCursor("from"), { widget: progress });
    const end = editor.setBookmark(editor.getCursor("to"), { insertLeft: true });
    let [text, missing] = [plain, ""];
    try {
      const answer = await post(pasteUrl, textarea.form, { html });
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
      if (missing) {
        const message = showProgress("");
        const bookmark = editor.setBookmark(editor.getCursor(), { widget: message });
        showFailure(message, missing, bookmark, dismissText);
      }
    }
    editor.focus();
  }

  document.addEventListener("paste", take, true);
})();
