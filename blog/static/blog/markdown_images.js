// Images in the Markdown editor: dropped or pasted files are uploaded, others chosen from the
// library, and each becomes `![alt](image:ID)` where it was put. While a file is on its way a
// bookmark keeps its place, so that nothing half-done is ever in the text that autosave sends.
(() => {
  const escapeAlt = (text) => text.replace(/[\\[\]]/g, "\\$&");
  const markdown = ({ id, alt }) => `![${escapeAlt(alt)}](image:${id})`;

  // Words for those who cannot see a new image are still to be written: the cursor waits for them.
  function insert(editor, image, place, before = "") {
    const start = editor.indexFromPos(place) + before.length;
    const text = markdown(image);
    editor.replaceRange(before + text, place);
    const isBehind = editor.indexFromPos(editor.getCursor()) === start + text.length;
    if (!image.alt && isBehind) editor.setCursor(editor.posFromIndex(start + "![".length));
  }

  const imagesOf = (transfer) =>
    [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));

  // A spreadsheet's cells come as text with a picture of them: the text is meant.
  const isText = ({ types }) => types.includes("text/plain") && types.includes("text/html");

  async function send(file, textarea) {
    const body = new FormData();
    body.append("file", file);
    body.append("csrfmiddlewaretoken", textarea.form.elements.csrfmiddlewaretoken.value);
    const response = await fetch(textarea.dataset.imageUploadUrl, {
      method: "POST",
      headers: { "X-Requested-With": "XMLHttpRequest" },
      body,
    });
    const isJSON = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJSON ? await response.json() : {};
    if (!response.ok || !answer.id) throw new Error(answer.error ?? "");
    return answer;
  }

  function showFailure(message, text, bookmark, dismissText) {
    message.className = "markdown-upload markdown-upload--failed";
    message.setAttribute("role", "alert");
    message.textContent = `${text} `;
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.textContent = dismissText;
    dismiss.addEventListener("click", () => bookmark.clear());
    message.append(dismiss);
    bookmark.changed();
  }

  async function upload(editor, file, before) {
    const textarea = editor.getTextArea();
    const { uploadingText, failedText, dismissText } = textarea.dataset;
    const message = document.createElement("span");
    message.className = "markdown-upload";
    message.setAttribute("role", "status");
    message.textContent = `${uploadingText} ${file.name}…`;
    const bookmark = editor.setBookmark(editor.getCursor(), { widget: message });
    try {
      const image = await send(file, textarea);
      const place = bookmark.find();
      bookmark.clear();
      if (place) insert(editor, image, place, before);
    } catch (error) {
      showFailure(message, `${file.name} ${failedText}. ${error.message}`, bookmark, dismissText);
    }
  }

  async function take(event, transfer, place) {
    const editor = event.target.closest?.(".CodeMirror")?.CodeMirror;
    const files = imagesOf(transfer);
    if (!editor || !files.length || isText(transfer)) return;
    // CodeMirror would read the file as text, the browser would open it.
    event.preventDefault();
    event.stopPropagation();
    if (place) editor.setCursor(editor.coordsChar(place));
    for (const file of files) {
      await upload(editor, file, file === files[0] ? "" : "\n\n");
      if (file !== files.at(-1)) editor.execCommand("goLineEnd");
    }
  }

  document.addEventListener("paste", (event) => take(event, event.clipboardData), true);
  document.addEventListener(
    "drop",
    (event) => take(event, event.dataTransfer, { left: event.clientX, top: event.clientY }),
    true,
  );

  window.chooseMarkdownImage = ({ codemirror }) => {
    const chooser = new ImageChooserModal(codemirror.getTextArea().dataset.imageChooserUrl);
    chooser.open({}, (image) => {
      codemirror.replaceSelection("");
      insert(codemirror, { id: image.id, alt: image.default_alt_text }, codemirror.getCursor());
      codemirror.focus();
    });
  };
})();
