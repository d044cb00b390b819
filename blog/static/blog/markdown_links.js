// Links to pages and documents of the site in the Markdown editor: chosen in Wagtail's own
// dialogues, written by id, so that they outlive a move.
(() => {
  const escapeLabel = (text) => text.replace(/[\\[\]]/g, "\\$&");

  const choose = (codemirror, Modal, url, kind, options = {}) => {
    new Modal(url).open(options, ({ id, title }) => {
      const label = codemirror.getSelection() || escapeLabel(title);
      codemirror.replaceSelection(`[${label}](${kind}:${id})`);
      codemirror.focus();
    });
  };

  window.chooseMarkdownPage = ({ codemirror }) =>
    choose(codemirror, PageChooserModal, codemirror.getTextArea().dataset.pageChooserUrl, "page", {
      modelNames: ["wagtailcore.page"],
    });

  window.chooseMarkdownDocument = ({ codemirror }) =>
    choose(
      codemirror,
      DocumentChooserModal,
      codemirror.getTextArea().dataset.documentChooserUrl,
      "document",
    );

  window.insertMarkdownFormula = ({ codemirror }) => {
    codemirror.replaceSelection(`$${codemirror.getSelection()}$`, "around");
    codemirror.focus();
  };

  // The note goes to the end of the block, under the next number that is free.
  window.insertMarkdownFootnote = ({ codemirror }) => {
    const numbers = [...codemirror.getValue().matchAll(/\[\^(\d+)\]/g)].map(([, number]) => +number);
    const reference = `[^${Math.max(0, ...numbers) + 1}]`;
    const note = codemirror.getSelection();
    codemirror.replaceSelection(reference);
    const last = codemirror.lastLine();
    codemirror.replaceRange(`\n\n${reference}: ${note}`, { line: last });
    codemirror.setCursor({ line: codemirror.lastLine() });
    codemirror.focus();
  };
})();
