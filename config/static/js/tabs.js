// Neighbouring listings as tabs: the ARIA Authoring Practices' tabs, chosen as they get the focus.

const KEYS = { ArrowLeft: -1, ArrowRight: 1 };

function makeTabs(group, place) {
  const list = document.createElement("div");
  Object.assign(list, { className: "tabs__list", role: "tablist", ariaLabel: group.dataset.label });
  const panels = [...group.children].map((listing, number) => wrap(listing, `tabs-${place}-${number}`));
  const tabs = panels.map((panel) => tabOf(panel));

  function select(chosen) {
    tabs.forEach((tab, number) => {
      const isChosen = number === chosen;
      tab.ariaSelected = isChosen;
      tab.tabIndex = isChosen ? 0 : -1;
      // What a search in the page or a link finds is shown, where the browser can.
      if (isChosen) panels[number].removeAttribute("hidden");
      else panels[number].setAttribute("hidden", "until-found");
    });
  }

  tabs.forEach((tab, number) => tab.addEventListener("click", () => select(number)));
  panels.forEach((panel, number) => panel.addEventListener("beforematch", () => select(number)));
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = tabs.indexOf(event.target);
    const sign = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const next = { Home: 0, End: tabs.length - 1 }[event.key] ?? at + sign * KEYS[event.key];
    if (Number.isNaN(next)) return;
    event.preventDefault();
    const chosen = (next + tabs.length) % tabs.length;
    select(chosen);
    tabs[chosen].focus();
  });
  list.append(...tabs);
  group.prepend(list);
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  select(Math.max(0, panels.findIndex((panel) => panel.contains(target))));
}

function wrap(listing, id) {
  const panel = document.createElement("div");
  Object.assign(panel, { id, role: "tabpanel" });
  panel.setAttribute("aria-labelledby", `${id}-tab`);
  listing.replaceWith(panel);
  panel.append(listing);
  return panel;
}

function tabOf(panel) {
  const tab = document.createElement("button");
  const { dataset } = panel.querySelector(".code");
  const name = panel.querySelector(".code__file")?.textContent ?? dataset.language;
  Object.assign(tab, { type: "button", className: "tabs__tab", role: "tab", id: `${panel.id}-tab` });
  tab.textContent = name;
  tab.setAttribute("aria-controls", panel.id);
  return tab;
}

document.querySelectorAll(".tabs").forEach(makeTabs);
