// A notebook that is dropped on the editor, or chosen beside the body, becomes blocks: behind the
// block that it is dropped on, else at the end. What is in the form stays as it is.
(() => {
  const { post, showProgress } = window.pictureUploads;

  // What one request brings; `blog/import_desk/insertion.py` says it too.
  const MAX_BYTES = 20 * 1024 * 1024;

  const isNotebook = (file) => file.name.toLowerCase().endsWith(".ipynb");

  function countUpTo(stream, element) {
    const place = stream.children.findIndex((child) => child.element.contains(element));
    return place < 0 ? stream.children.length : place + 1;
  }

  // Fills a field that is still empty; returns what has to stand in the body where it is not.
  function suggest(id, { text, block }) {
    const field = document.getElementById(id);
    if (!text || field?.value === text) return [];
    if (!field || field.value) return [block];
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return [];
  }

  function showResult(message, panel, lines, isFailure) {
    message.className = `notebook-result${isFailure ? " notebook-result--failed" : ""}`;
    message.setAttribute("role", isFailure ? "alert" : "status");
    const [first, ...rest] = lines;
    message.textContent = first;
    if (rest.length) {
      const list = document.createElement("ul");
      for (const line of rest) {
        list.append(Object.assign(document.createElement("li"), { textContent: line }));
      }
      message.append(list);
    }
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.className = "button button-small button-secondary";
    dismiss.textContent = panel.dataset.dismissText;
    dismiss.addEventListener("click", () => message.remove());
    message.append(" ", dismiss);
  }

  async function insert(file, panel, before) {
    const { notebookUrl, uploadingText, failedText, insertedText } = panel.dataset;
    const message = showProgress(`${uploadingText} ${file.name}`);
    const stream = window.wagtail.editHandler.getPanelByName("body").getBoundWidget();
    const neighbour = stream.children[countUpTo(stream, before) - 1];
    if (neighbour && before !== panel) neighbour.element.after(message);
    else panel.append(message);
    try {
      if (file.size > MAX_BYTES) throw new Error(panel.dataset.tooLargeText);
      const answer = await post(notebookUrl, panel.closest("form"), { file });
      // What an earlier version brought, and still stands here, stays as it was edited.
      const known = new Set(stream.children.map((child) => child.id));
      const head = [...suggest("id_title", answer.title), ...suggest("id_teaser", answer.teaser)];
      const given = [...head, ...answer.blocks];
      const blocks = given.filter((block) => !known.has(block.id));
      let place = countUpTo(stream, before);
      for (const block of blocks) stream.insert(block, place++, { animate: false });
      const counts = `${blocks.length} ${insertedText}`;
      const kept = given.length - blocks.length;
      const text = kept ? `${counts} ${kept} ${panel.dataset.keptText}` : counts;
      showResult(message, panel, [`${file.name}: ${text}`, ...answer.told], false);
    } catch (error) {
      showResult(message, panel, [`${file.name} ${failedText}. ${error.message}`], true);
    }
    // Once the new editors have their height.
    setTimeout(() => {
      message.scrollIntoView({ block: "center", behavior: "instant" });
      // The admin's map of a form hangs over the edge, and was scrolled to.
      for (let each = message; each; each = each.parentElement) each.scrollLeft = 0;
    }, 500);
  }

  document.addEventListener(
    "drop",
    (event) => {
      const panel = document.querySelector("[data-notebook-url]");
      const files = [...(event.dataTransfer?.files ?? [])].filter(isNotebook);
      if (!panel || !files.length || event.target.closest?.(".modal, dialog, [type=file]")) return;
      event.preventDefault();
      event.stopPropagation();
      for (const file of files) insert(file, panel, event.target);
    },
    true,
  );

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-notebook-input]")) return;
    const panel = document.querySelector("[data-notebook-url]");
    for (const file of event.target.files) insert(file, panel, panel);
    event.target.value = "";
  });
})();
