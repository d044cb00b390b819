// The focus goes to the first field of a block that was just chosen: Wagtail asks the first button of
// a chooser for it, which is hidden while nothing is chosen, so that it is lost.
(() => {
  const FIELDS = "input:not([type=hidden]), textarea, select, button, [contenteditable=true]";
  // Of the blocks of a body the button stands in an element of its own.
  const LISTS = "[data-streamfield-list-container] > button";
  // Wagtail draws a block and closes its chooser each in its own time, which a busy machine stretches.
  const TICK = 50;
  const MOST_TICKS = 60;
  const SETTLED = 6;

  const firstField = (block) =>
    [...block.querySelectorAll(FIELDS)].find(
      (each) => each.checkVisibility() && !each.closest(".w-panel__header, .c-sf-add-button"),
    );

  const follow = (place, before, ticks = 0, drawn = 0) => {
    const block = place.nextElementSibling;
    const isDrawn = block && block !== before;
    if (isDrawn && !block.contains(document.activeElement)) firstField(block)?.focus();
    if (ticks < MOST_TICKS && drawn < SETTLED)
      setTimeout(() => follow(place, before, ticks + 1, drawn + (isDrawn ? 1 : 0)), TICK);
  };

  // A block stands behind the button that it was asked for by.
  const followInsertion = (button) => {
    const place = button.matches(LISTS) ? button : button.parentElement;
    follow(place, place.nextElementSibling);
  };

  const see = (event) => {
    const button = event.target.closest(".c-sf-add-button");
    const isChoosing = event.target.closest("[role=combobox], [role=listbox]");
    const asking = isChoosing
      ? document.querySelector(".c-sf-add-button[aria-expanded=true]")
      : button;
    if (asking && (event.type === "click" || (isChoosing && event.key === "Enter")))
      followInsertion(asking);
  };
  document.addEventListener("click", see, { capture: true });
  document.addEventListener("keydown", see, { capture: true });
})();
