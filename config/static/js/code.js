// Listings get a button that copies them and one that wraps their lines; both are extras.
const { copy, copied, wrap } = document.querySelector(".document[data-copy]").dataset;

const button = (label, onClick) => {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "code__tool", textContent: label });
  made.addEventListener("click", () => onClick(made));
  return made;
};

for (const listing of document.querySelectorAll(".code")) {
  const code = listing.querySelector("code");
  const tools = document.createElement("p");
  tools.className = "code__tools";
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.role = "status";
  tools.append(
    button(wrap, (toggle) => {
      toggle.ariaPressed = listing.classList.toggle("is-wrapped");
    }),
    button(copy, async (pressed) => {
      // Line numbers are drawn by the style sheet, so the text is the code alone.
      await navigator.clipboard.writeText(code.textContent);
      pressed.textContent = said.textContent = copied;
      setTimeout(() => (pressed.textContent = copy), 2000);
    }),
    listing.querySelector(".code__raw") ?? "",
    said,
  );
  tools.firstChild.ariaPressed = false;
  listing.querySelector("pre").after(tools);
}
