// Comfort only: every page works without it.

// The colour scheme; components/theme.html has set it.
const SCHEMES = ["auto", "light", "dark"];

function switchTheme(button) {
  const { dataset } = document.documentElement;
  const colours = document.querySelectorAll("[name=theme-color]");

  function show(theme) {
    dataset.theme = theme;
    SCHEMES.slice(1).forEach((scheme, place) => {
      const chosen = theme === scheme ? "all" : "not all";
      colours[place].media = theme === "auto" ? `(prefers-color-scheme: ${scheme})` : chosen;
    });
    button.title = button.dataset[theme];
    button.ariaLabel = button.title;
  }

  button.addEventListener("click", () => {
    show(SCHEMES[(SCHEMES.indexOf(dataset.theme) + 1) % SCHEMES.length]);
    keep("theme", dataset.theme);
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "theme") show(newValue ?? "auto");
  });
  show(dataset.theme);
}

// A browser may forbid to keep anything.
function keep(name, value) {
  try {
    localStorage[name] = value;
  } catch {}
}

function kept(name) {
  try {
    return localStorage[name];
  } catch {}
}

// Buttons that copy, and wrap lines.
const { copy, copied, wrap } = document.querySelector("[data-copy]")?.dataset ?? {};

function button(label, onClick) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "code__tool", textContent: label });
  made.addEventListener("click", () => onClick(made));
  return made;
}

function addTools(listing) {
  const code = listing.querySelector("code");
  const tools = document.createElement("p");
  const said = document.createElement("span");
  tools.className = "code__tools";
  said.className = "visually-hidden";
  said.role = "status";
  if (listing.matches(".code")) {
    const toggle = button(wrap, () => {
      toggle.ariaPressed = listing.classList.toggle("is-wrapped");
    });
    toggle.ariaPressed = false;
    tools.append(toggle);
  }
  const copying = button(copy, async () => {
    await navigator.clipboard.writeText(code.textContent);
    copying.textContent = said.textContent = copied;
    setTimeout(() => (copying.textContent = copy), 2000);
  });
  tools.append(copying, listing.querySelector(".code__raw") ?? "", said);
  listing.querySelector("pre").after(tools);
}

// The page's address, to be handed on.
function offerAddress(copying) {
  if (!navigator.clipboard) return;
  const label = copying.textContent;
  copying.parentElement.hidden = false;
  copying.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.origin + location.pathname);
    copying.textContent = copying.dataset.copied;
    setTimeout(() => (copying.textContent = label), 2000);
  });
}

// Contents: the section that is being read.
function follow(contents) {
  const links = [...contents.querySelectorAll("a")];
  const headings = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))));

  function markSection() {
    const read = headings.findLastIndex((each) => each?.getBoundingClientRect().top < innerHeight / 4);
    links.forEach((link, place) => (link.ariaCurrent = place === read ? "location" : null));
    const at = links[read]?.offsetTop - contents.clientHeight / 2;
    if (at) contents.scrollTop = at;
  }

  // A jump passes many at once.
  const observer = new IntersectionObserver(markSection, { rootMargin: "1000000px 0px -75%" });
  headings.forEach((each) => each && observer.observe(each));
}

// A picture opens in place; what that takes is fetched once one is pressed.
function openPictures(text) {
  text.addEventListener("click", async (event) => {
    const link = event.target.closest(".figure__whole");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const { show } = await import(text.dataset.viewer);
      await show(link, text.dataset);
    } catch {
      location.assign(link.href);
    }
  });
}

// The key "/" goes to the search field.
function listen(field) {
  addEventListener("keydown", (event) => {
    const isHeld = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    const isWriting = event.target.matches?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || isHeld || isWriting || kept("slash") === "off") return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

function switchKey(box) {
  box.checked = kept("slash") !== "off";
  box.addEventListener("change", () => keep("slash", box.checked ? "on" : "off"));
}

// Suggestions: the ARIA Authoring Practices' editable combobox with list autocomplete.
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

  Object.assign(list, { className: "suggestions", id: `suggestions-${number}`, role: "listbox", hidden: true });
  list.ariaLabel = form.dataset.label;
  Object.assign(status, { className: "visually-hidden", role: "status" });
  form.append(list, status);
  Object.assign(field, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
  field.setAttribute("aria-controls", list.id);

  function open() {
    list.hidden = false;
    field.ariaExpanded = "true";
  }

  function close() {
    list.hidden = true;
    select(-1);
    status.textContent = "";
    field.ariaExpanded = "false";
  }

  // An answer on its way is to open nothing either.
  function dismiss() {
    clearTimeout(timer);
    isWanted = false;
    close();
  }

  function select(index) {
    active = index;
    [...list.children].forEach((option, place) => (option.ariaSelected = place === index));
    const chosen = list.children[index];
    if (chosen) {
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function add(title, detail, go) {
    const option = document.createElement("li");
    Object.assign(option, { className: "suggestions__option", role: "option", ariaSelected: "false", go });
    option.id = `${list.id}-${list.children.length}`;
    option.textContent = title;
    if (detail) {
      const line = document.createElement("span");
      line.className = "suggestions__detail";
      line.textContent = detail;
      option.append(" ", line);
    }
    list.append(option);
  }

  function show(found) {
    list.replaceChildren();
    const { titles, sections, authors, series, tags } = found;
    for (const { title, url, detail } of [titles, sections, authors, series, tags].flat()) {
      add(title, detail, () => location.assign(url));
    }
    for (const text of found.completions) {
      add(text, "", () => { field.value = text; form.requestSubmit(); });
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

  function choose(option) {
    dismiss();
    option.go();
  }

  function press(key, isAlt) {
    const count = list.children.length;
    const isOpen = !list.hidden;
    if (key === "Escape" && isOpen) dismiss();
    else if (key === "Enter" && active >= 0) choose(list.children[active]);
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
    // Keys of an input method, or with a modifier, are not ours.
    if (event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey) return;
    if (press(event.key, event.altKey)) event.preventDefault();
    // Home, End and their like move in the text.
    else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) select(-1);
  });
  form.addEventListener("submit", dismiss);
  field.addEventListener("blur", dismiss);
  // The field keeps the focus, or the list would be gone before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) choose(option);
  });
}

// Nothing scrolls on paper: a formula wider than the lines there, 34 of its sizes, is set smaller.
function fitPaper(formula) {
  const sizes = formula.scrollWidth / parseFloat(getComputedStyle(formula).fontSize);
  formula.style.setProperty("--fit", Math.min(1, 34 / sizes));
}

// Cards of notes and references, once somebody is reading.
function fetchCards({ dataset }) {
  for (const kind of ["pointerover", "touchstart", "focusin"]) {
    addEventListener(kind, () => import(dataset.cards), { once: true, passive: true });
  }
}

const all = (selector) => document.querySelectorAll(selector);
all(".theme-switch").forEach(switchTheme);
all(".document .code, .cite__form").forEach(addTools);
all("[data-address]").forEach(offerAddress);
all(".contents").forEach(follow);
all("[data-viewer]").forEach(openPictures);
all("form[data-suggestions]").forEach(combobox);
all("[type=search]").forEach(listen);
all(".shortcut input").forEach(switchKey);
all("[data-cards]").forEach(fetchCards);
addEventListener("beforeprint", () => all(".equation, p > math").forEach(fitPaper));
