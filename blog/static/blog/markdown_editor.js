// The Markdown editor's toolbar: Wagtail's own icons, and no preview, since EasyMDE would
// parse the text by another dialect and show it unsanitised. The page preview shows ours.
(() => {
  const titles = () => JSON.parse(document.querySelector("[data-titles]")?.dataset.titles ?? "{}");

  const button = (name, icon, action) => ({
    name,
    get title() {
      return titles()[name] ?? name;
    },
    action: typeof action === "function" ? action : (editor) => EasyMDE[action](editor),
    icon: `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`,
  });

  window.wagtailMarkdown = window.wagtailMarkdown || {};
  window.wagtailMarkdown.options = {
    ...window.wagtailMarkdown.options,
    spellChecker: false,
    // Words are counted beside the list of problems, as readers are told them.
    status: ["lines"],
    minHeight: "12rem",
    toolbar: [
      button("bold", "bold", "toggleBold"),
      button("italic", "italic", "toggleItalic"),
      button("code", "code", "toggleCodeBlock"),
      "|",
      button("heading-2", "h2", "toggleHeading2"),
      button("heading-3", "h3", "toggleHeading3"),
      "|",
      button("quote", "openquote", "toggleBlockquote"),
      button("unordered-list", "list-ul", "toggleUnorderedList"),
      button("ordered-list", "list-ol", "toggleOrderedList"),
      button("table", "table", "drawTable"),
      button("formula", "formula", (editor) => window.insertMarkdownFormula(editor)),
      button("footnote", "superscript", (editor) => window.insertMarkdownFootnote(editor)),
      "|",
      button("link", "link", "drawLink"),
      button("page", "doc-empty-inverse", (editor) => window.chooseMarkdownPage(editor)),
      button("document", "doc-full", (editor) => window.chooseMarkdownDocument(editor)),
      button("image", "image", (editor) => window.chooseMarkdownImage(editor)),
    ],
    shortcuts: { togglePreview: null, toggleSideBySide: null, toggleFullScreen: null },
    // Whatever opens EasyMDE's preview finds nothing in it: it never parses the text.
    previewRender: () => "",
  };
})();
