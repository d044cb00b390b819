// Wagtail takes for saved what stands in a form two seconds after it was opened, once more a moment
// later, and again when the answer of an autosave comes: what was typed or pasted before is neither
// saved nor asked about when one leaves. Such a form is told that it has changes, so that the next
// autosave takes them along.
(() => {
  const NOT_EDITED = /^(?:csrfmiddlewaretoken|next|loaded_revision_\w+|overwrite_revision_id|comments-.*)$/;
  const CHANGE = ["input", "change", "paste", "drop"];
  const opening = new AbortController();
  let sent = null;
  let isEdited = false;

  const fieldsOf = (formData, isOurs) => JSON.stringify(
    [...formData].filter(([name]) => isOurs(name)).map(([name, value]) => [name, value.name ?? value]),
  );

  const announce = (form) => form.setAttribute("data-w-unsaved-force-value", "true");

  const note = (event) => {
    if (event.isTrusted && event.target.closest?.("[data-edit-form]")) isEdited = true;
  };

  CHANGE.forEach((name) => document.addEventListener(name, note, { capture: true, signal: opening.signal }));
  document.addEventListener(
    "w-unsaved:watch-edits",
    ({ target }) => {
      if (isEdited) announce(target);
    },
    { signal: opening.signal },
  );

  document.addEventListener("w-autosave:save", ({ detail }) => {
    // Later changes are those since the autosave, which the other half sees to.
    opening.abort();
    sent = detail.formData;
  });
  document.addEventListener("w-autosave:success", ({ target, detail }) => {
    const saved = sent;
    const updated = detail.data.field_updates ?? {};
    const isOurs = (name) => !NOT_EDITED.test(name) && !(name in updated);
    // After the next autosave began, where Wagtail has seen the change by itself.
    setTimeout(() => {
      const isNewest = saved && saved === sent;
      if (isNewest && fieldsOf(saved, isOurs) !== fieldsOf(new FormData(target), isOurs)) announce(target);
    });
  });
})();
