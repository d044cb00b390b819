// The Markdown editor's toolbar: Wagtail's own icons, and no preview, since EasyMDE would
// parse the text by another dialect and show it unsanitised. The page preview shows ours.
(() => {
  const button = (name, title, icon, action = name) => ({
    name,
    title,
    action: (editor) => EasyMDE[action](editor),
    icon: `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`,
  });

  window.wagtailMarkdown = window.wagtailMarkdown || {};
  window.wagtailMarkdown.options = {
    ...window.wagtailMarkdown.options,
    spellChecker: false,
    status: ["lines", "words"],
    minHeight: "12rem",
    toolbar: [
      button("bold", "Bold", "bold", "toggleBold"),
      button("italic", "Italic", "italic", "toggleItalic"),
      button("code", "Code", "code", "toggleCodeBlock"),
      "|",
      button("heading-2", "Heading 2", "h2", "toggleHeading2"),
      button("heading-3", "Heading 3", "h3", "toggleHeading3"),
      "|",
      button("quote", "Quote", "openquote", "toggleBlockquote"),
      button("unordered-list", "Bulleted list", "list-ul", "toggleUnorderedList"),
      button("ordered-list", "Numbered list", "list-ol", "toggleOrderedList"),
      button("table", "Table", "table", "drawTable"),
      "|",
      button("link", "Link", "link", "drawLink"),
      { ...button("image", "Image", "image"), action: (editor) => window.chooseMarkdownImage(editor) },
    ],
    shortcuts: { togglePreview: null, toggleSideBySide: null, toggleFullScreen: null },
  };
})();
