// Names the field that CodeMirror types into for those who hear the page. After
// wagtail-markdown's own scripts, whose function it wraps.
(() => {
  const attach = window.easymdeAttach;
  window.easymdeAttach = (id, ...rest) => {
    attach(id, ...rest);
    const { codemirror, dataset } = document.getElementById(id);
    codemirror.setOption("screenReaderLabel", dataset.label);
  };
})();
