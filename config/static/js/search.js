// Suggestions under the search field, after the ARIA pattern of a combobox with a list box.
const PAUSE = 150;
const SHORTEST = 2;

function combobox(form, number) {
  const field = form.querySelector("[type=search]");
  const list = document.createElement("ul");
  let timer = 0;
  let isBusy = false;
  let asked = "";
  let active = -1;

  list.className = "suggestions";
  list.id = `suggestions-${number}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  list.hidden = true;
  form.append(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

  function close() {
    list.hidden = true;
    select(-1);
    field.setAttribute("aria-expanded", "false");
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
    select(-1);
    list.hidden = !list.children.length || document.activeElement !== field;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    const text = field.value.trim();
    if (isBusy || text === asked) return;
    asked = text;
    if (text.length < SHORTEST) return close();
    isBusy = true;
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(text)}`);
      if (answer.ok) show(await answer.json());
      else close();
    } catch {
      close();
    }
    isBusy = false;
    // What was typed meanwhile.
    if (field.value.trim() !== text) timer = setTimeout(ask, PAUSE);
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && active >= 0) list.children[active].follow();
    else if (event.key === "ArrowDown" && count) {
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      select((active + 1) % count);
    } else if (event.key === "ArrowUp" && count && !list.hidden) select(active <= 0 ? count - 1 : active - 1);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", close);
  // The field keeps the focus, or the list would be gone before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => event.target.closest("li")?.follow());
}

document.querySelectorAll("form[data-suggestions]").forEach(combobox);
