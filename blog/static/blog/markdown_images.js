// Images in the Markdown editor: dropped or pasted files are uploaded, others chosen from the
// library, and each becomes `![alt](image:ID)` where it was put. While a file is on its way a
// bookmark keeps its place, so that nothing half-done is ever in the text that autosave sends.
(() => {
  const { imagesOf, isText, post, showFailure, showProgress } = window.pictureUploads;
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

  async function upload(editor, file, before) {
    const textarea = editor.getTextArea();
    const { imageUploadUrl, uploadingText, failedText, dismissText } = textarea.dataset;
    const message = showProgress(`${uploadingText} ${file.name}`);
    const bookmark = editor.setBookmark(editor.getCursor(), { widget: message });
    try {
      const image = await post(imageUploadUrl, textarea.form, { file });
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
