// A picture that is pasted or dropped beside the Markdown editors becomes a figure: behind the block
// that has the focus, or lies under the pointer, else at the end. Its alternative text is asked for.
(() => {
  const { imagesOf, isText, post, showFailure, showProgress } = window.pictureUploads;

  // Returns the number of blocks up to the one that an element is in; of all where it is in none.
  function countUpTo(stream, element) {
    const place = stream.children.findIndex((child) => child.element.contains(element));
    return place < 0 ? stream.children.length : place + 1;
  }

  async function addFigure(stream, file, panel, before) {
    const { figureUploadUrl, uploadingText, failedText, dismissText } = panel.dataset;
    const message = showProgress(`${uploadingText} ${file.name}`);
    const neighbour = stream.children[countUpTo(stream, before) - 1];
    if (neighbour) neighbour.element.after(message);
    else panel.append(message);
    try {
      const fields = { file, is_chosen: "1" };
      const { alt, chosen } = await post(figureUploadUrl, panel.closest("form"), fields);
      message.remove();
      const image = { image: chosen, decorative: false, alt_text: alt };
      const value = { image, caption: "", is_wide: false, label: "" };
      const figure = stream.insert({ type: "figure", value }, countUpTo(stream, before));
      figure.element.querySelector("[name$='-alt_text']").focus();
      return figure.element;
    } catch (error) {
      const bookmark = { changed() {}, clear: () => message.remove() };
      showFailure(message, `${file.name} ${failedText}. ${error.message}`, bookmark, dismissText);
      message.scrollIntoView({ block: "center", behavior: "instant" });
      return before;
    }
  }

  // Wagtail gives its text areas their heights when they are seen; none that is out of sight would
  // get its own. Blocks keep the height that they have when a frame is drawn.
  function markDrawn() {
    const panel = document.querySelector("[data-figure-upload-url]");
    if (!panel) return;
    for (const area of panel.querySelectorAll("textarea")) {
      area.dispatchEvent(new Event("autosize:update"));
    }
    requestAnimationFrame(() =>
      requestAnimationFrame(() => panel.setAttribute("data-is-drawn", "")),
    );
  }

  async function take(event, transfer) {
    const panel = document.querySelector("[data-figure-upload-url]");
    const files = imagesOf(transfer);
    if (!panel || !files.length || isText(transfer)) return;
    // Choosers and fields for files take theirs by themselves.
    if (event.target.closest?.(".CodeMirror, .modal, dialog, [type=file]")) return;
    event.preventDefault();
    event.stopPropagation();
    const stream = window.wagtail.editHandler.getPanelByName("body").getBoundWidget();
    let before = event.target;
    for (const file of files) before = await addFigure(stream, file, panel, before);
  }

  // Wagtail's word that the form stands; see long_bodies.css.
  document.addEventListener("w-unsaved:watch-edits", markDrawn, { once: true });
  document.addEventListener("paste", (event) => take(event, event.clipboardData), true);
  document.addEventListener("drop", (event) => take(event, event.dataTransfer), true);
  // Else the browser would open what is dropped.
  document.addEventListener("dragover", (event) => {
    const isFile = event.dataTransfer.types.includes("Files");
    if (isFile && document.querySelector("[data-figure-upload-url]")) event.preventDefault();
  });
})();
