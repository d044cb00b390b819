// Images in the Markdown editor: dropped or pasted files are uploaded, others chosen from the
// library, and each becomes `![alt](image:ID)` where it was put. While a file is on its way a
// bookmark keeps its place, so that nothing half-done is ever in the text that autosave sends.
(() => {
  const escapeAlt = (text) => text.replace(/[\\[\]]/g, "\\$&");
  const markdown = ({ id, alt }) => `![${escapeAlt(alt)}](image:${id})`;

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

  function showFailure(note, text, mark, dismissText) {
    note.className = "markdown-upload markdown-upload--failed";
    note.setAttribute("role", "alert");
    note.textContent = `${text} `;
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.textContent = dismissText;
    dismiss.addEventListener("click", () => mark.clear());
    note.append(dismiss);
    mark.changed();
  }

  async function upload(editor, file, before) {
    const textarea = editor.getTextArea();
    const { uploadingText, failedText, dismissText } = textarea.dataset;
    const note = document.createElement("span");
    note.className = "markdown-upload";
    note.setAttribute("role", "status");
    note.textContent = `${uploadingText} ${file.name}…`;
    const mark = editor.setBookmark(editor.getCursor(), { widget: note });
    try {
      const image = await send(file, textarea);
      const place = mark.find();
      mark.clear();
      if (place) editor.replaceRange(before + markdown(image), place);
    } catch (error) {
      showFailure(note, `${file.name} ${failedText}. ${error.message}`, mark, dismissText);
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
    for (const file of files) await upload(editor, file, file === files[0] ? "" : "\n\n");
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
      const alt = image.default_alt_text || image.title;
      codemirror.replaceSelection(markdown({ id: image.id, alt }));
      codemirror.focus();
    });
  };
})();
