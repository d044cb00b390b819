// Suggestions under the search field: the ARIA Authoring Practices' editable combobox with list
// autocomplete. Keys move along the list while the field keeps the focus.
const PAUSE = 150;
const SHORTEST = 2;
const PATIENCE = 5000;

function combobox(form, number) {
  const field = form.querySelector("[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let timer = 0;
  let isBusy = false;
  let isWanted = true;
  let asked = "";
  let active = -1;

  list.className = "suggestions";
  list.id = `suggestions-${number}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

  function open() {
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function close() {
    list.hidden = true;
    select(-1);
    status.textContent = "";
    field.setAttribute("aria-expanded", "false");
  }

  // An answer on its way is to open nothing either.
  function dismiss() {
    clearTimeout(timer);
    isWanted = false;
    close();
  }

  function select(index) {
    active = index;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === index));
    const chosen = list.children[index];
    if (chosen) {
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function add(title, detail, follow) {
    const option = document.createElement("li");
    option.className = "suggestions__option";
    option.id = `${list.id}-${list.children.length}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = title;
    if (detail) {
      const line = document.createElement("span");
      line.className = "suggestions__detail";
      line.textContent = detail;
      option.append(" ", line);
    }
    option.follow = follow;
    list.append(option);
  }

  function show(found) {
    list.replaceChildren();
    for (const text of found.completions) {
      add(text, "", () => { field.value = text; form.requestSubmit(); });
    }
    for (const { title, url, detail } of [...found.titles, ...found.sections, ...found.tags]) {
      add(title, detail, () => location.assign(url));
    }
    close();
    if (!isWanted || document.activeElement !== field) return;
    const count = list.children.length;
    if (count) open();
    status.textContent = count ? `${form.dataset.label}: ${count}` : form.dataset.none;
  }

  function empty() {
    list.replaceChildren();
    asked = "";
    close();
  }

  async function ask() {
    const text = field.value.trim();
    if (text.length < SHORTEST) return empty();
    if (isBusy || text === asked) return;
    asked = text;
    isBusy = true;
    const found = await answer(text);
    isBusy = false;
    if (field.value.trim() !== text) wait();
    else if (!found) empty();
    else show(found);
  }

  async function answer(text) {
    try {
      const address = `${form.dataset.suggestions}?q=${encodeURIComponent(text)}`;
      const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  function follow(option) {
    dismiss();
    option.follow();
  }

  function press(key, isAlt) {
    const count = list.children.length;
    const isOpen = !list.hidden;
    if (key === "Escape" && isOpen) dismiss();
    else if (key === "Enter" && active >= 0) follow(list.children[active]);
    else if (key === "ArrowUp" && isAlt && isOpen) dismiss();
    else if ((key === "ArrowDown" || key === "ArrowUp") && count) {
      open();
      if (!isAlt) select(key === "ArrowDown" ? (active + 1) % count : (active <= 0 ? count : active) - 1);
    } else return false;
    return true;
  }

  field.addEventListener("input", (event) => {
    select(-1);
    isWanted = true;
    if (!event.isComposing) wait();
  });
  field.addEventListener("compositionend", wait);
  field.addEventListener("keydown", (event) => {
    // Keys of an input method are its own; with Shift, Control or Meta they are the field's.
    if (event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey) return;
    if (press(event.key, event.altKey)) event.preventDefault();
    // Home, End and their like move in the text, and the choice is the text again.
    else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) select(-1);
  });
  form.addEventListener("submit", dismiss);
  field.addEventListener("blur", dismiss);
  // The field keeps the focus, or the list would be gone before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) follow(option);
  });
}

document.querySelectorAll("form[data-suggestions]").forEach(combobox);
