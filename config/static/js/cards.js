// Shows what a footnote, a source or a figure says where it is referred to; loaded by site.js.
// WCAG 2.2, 1.4.13: Escape dismisses a card, the pointer may move onto it, and it stays meanwhile.
const LINKS = ".footnote-ref a, a.reference, a.citation";
const LEFT_OUT = ".footnote-backref, .code__tools, .code__raw, .sidenote, iframe, video, audio, script, source";
const PAUSE = 200;
const EDGE = 16;

// Beside what other posts never show, so it is in no sheet of theirs.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .card { position: fixed; inset: auto; margin: 0; padding: 0.8rem 1rem; box-sizing: border-box;
    inline-size: min(30rem, 100vw - 2rem); max-block-size: 45vh; overflow: auto; border: 1px solid var(--rule);
    border-block-start: 2px solid var(--accent); background: var(--paper); color: var(--ink);
    font: 0.95rem / 1.5 var(--serif); text-align: start; text-indent: 0; overflow-wrap: anywhere; }
  .card > * + * { margin-block-start: 0.6em; }
  .card :is(figure, .equation) { margin: 0; }
  .citation > .citation__card { display: none !important; }
  @media print { .card { display: none; } }
`);

const card = document.createElement("div");
Object.assign(card, { className: "card", id: "pointed-at", popover: "manual" });
let shown = null;
let dismissed = null;
let timer = 0;

const linkAt = (target) => target.closest?.(LINKS);

// Not of a heading, nor of what stands beside the text or in sight anyway.
function targetOf(link) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const whole = target?.closest("li, figure, .equation, .table, table");
  if (!whole) return null;
  if (link.matches(".footnote-ref a")) {
    const beside = link.closest("p")?.querySelectorAll(".sidenote__number") ?? [];
    if ([...beside].some((each) => each.textContent === link.textContent && each.checkVisibility())) return null;
  }
  const { top, bottom } = whole.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight ? null : whole;
}

function copyOf(target) {
  const copy = target.cloneNode(true);
  // What has not been fetched yet is not fetched for this.
  const pictures = target.querySelectorAll("img");
  copy.querySelectorAll("img").forEach((each, place) => {
    const { complete, naturalWidth, currentSrc } = pictures[place];
    if (!complete || !naturalWidth) return each.remove();
    each.removeAttribute("srcset");
    each.src = currentSrc;
  });
  copy.querySelectorAll(LEFT_OUT).forEach((each) => each.remove());
  [copy, ...copy.querySelectorAll("[id]")].forEach((each) => each.removeAttribute("id"));
  return copy.localName === "li" ? [...copy.childNodes] : [copy];
}

function place() {
  if (!shown) return;
  const [box] = shown.getClientRects();
  const { width, height } = card.getBoundingClientRect();
  if (!box || box.bottom < 0 || box.top > innerHeight) return hide();
  const isBelow = box.bottom + height + EDGE < innerHeight || box.top < height + EDGE;
  card.style.left = `${Math.max(EDGE, Math.min(box.left - EDGE, innerWidth - width - EDGE))}px`;
  card.style.top = `${isBelow ? box.bottom + 10 : box.top - height - 4}px`;
}

function show(link) {
  clearTimeout(timer);
  if (link === shown || link === dismissed) return;
  hide();
  const target = targetOf(link);
  if (!target) return;
  card.replaceChildren(...copyOf(target));
  // After the link, so that the keyboard comes to the links in it next.
  (link.closest("sup") ?? link).after(card);
  card.showPopover();
  link.setAttribute("aria-describedby", card.id);
  shown = link;
  place();
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  shown = null;
  card.hidePopover();
  card.remove();
}

const later = (action) => {
  clearTimeout(timer);
  timer = setTimeout(action, PAUSE);
};
const holdsFocus = () => shown && (document.activeElement === shown || card.contains(document.activeElement));

function point({ target, pointerType }) {
  if (pointerType !== "mouse") return;
  const link = linkAt(target);
  if (link !== dismissed) dismissed = null;
  if (link) later(() => show(link));
  else if (card.contains(target)) clearTimeout(timer);
  else if (shown && !holdsFocus()) later(hide);
}

function focus({ target }) {
  const link = linkAt(target);
  if (link?.matches(":focus-visible")) show(link);
  else if (!card.contains(target)) hide();
}

// A finger shows first, and follows the link when it taps again.
function tap(event) {
  const link = linkAt(event.target);
  if (link && event.pointerType === "touch" && link !== shown) {
    dismissed = null;
    show(link);
    if (link === shown) event.preventDefault();
  } else if (link || !card.contains(event.target)) hide();
}

if (card.showPopover) {
  document.adoptedStyleSheets.push(sheet);
  addEventListener("pointerover", point);
  addEventListener("focusin", focus);
  addEventListener("click", tap);
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !shown) return;
    dismissed = shown;
    hide();
  });
  addEventListener("focusout", () => (dismissed = null));
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);
  const at = document.querySelector(`:is(${LINKS}):is(:hover, :focus-visible)`);
  if (at) show(at);
}
