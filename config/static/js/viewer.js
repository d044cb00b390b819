// Shows whole pictures in place, one by one; the page fetches this when a picture is pressed.
const STEP = 1.5;
const LARGEST = 8;

let viewer;

export async function show(link, words) {
  viewer ??= makeViewer(words);
  await viewer.open(link);
}

function makeViewer({ sheet, close, previous, next, larger, smaller }) {
  const dialog = document.createElement("dialog");
  const stage = document.createElement("div");
  const caption = document.createElement("p");
  const tools = document.createElement("div");
  const place = document.createElement("span");
  let image = document.createElement("img");
  let links = [];
  let at = 0;
  let scale = 1;

  const back = tool("←", previous, () => go(-1));
  const on = tool("→", next, () => go(1));
  const less = tool("−", smaller, () => zoom(scale / STEP));
  const more = tool("+", larger, () => zoom(scale * STEP));
  dialog.className = "viewer";
  stage.className = "viewer__stage";
  stage.tabIndex = 0;
  caption.className = "viewer__caption";
  tools.className = "viewer__tools";
  place.className = "viewer__place";
  place.role = "status";
  tools.append(back, place, on, less, more, tool("×", close, () => dialog.close()));
  stage.append(image);
  dialog.append(tools, stage, caption);
  document.body.append(dialog);
  const styled = new Promise((done) => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet });
    style.onload = style.onerror = done;
    document.head.append(style);
  });

  function tool(sign, name, onClick) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "viewer__tool", textContent: sign, ariaLabel: name, title: name });
    made.addEventListener("click", onClick);
    return made;
  }

  function draw() {
    const link = links[at];
    const small = link.querySelector("img");
    const fresh = document.createElement("img");
    fresh.className = "viewer__image";
    fresh.classList.toggle("invert", small.classList.contains("invert"));
    fresh.alt = small.alt;
    // Until it is there, what the page shows of it stands in, in its size.
    fresh.width = small.naturalWidth || small.width;
    fresh.height = small.naturalHeight || small.height;
    fresh.src = small.currentSrc || small.src;
    const whole = new Image();
    whole.onload = () => {
      fresh.src = whole.src;
      if (whole.naturalWidth) Object.assign(fresh, { width: whole.naturalWidth, height: whole.naturalHeight });
      if (fresh === image) resize();
    };
    whole.src = link.href;
    image.replaceWith(fresh);
    image = fresh;
    scale = 1;
    caption.textContent = captionOf(link);
    caption.hidden = !caption.textContent;
    place.textContent = links.length > 1 ? `${at + 1} / ${links.length}` : "";
    back.hidden = on.hidden = place.hidden = links.length < 2;
    dialog.ariaLabel = small.alt || caption.textContent;
    if (dialog.open) resize();
  }

  function captionOf(link) {
    const own = link.closest("li, p")?.querySelector(".figure__caption");
    return (own ?? link.closest("figure")?.querySelector("figcaption"))?.innerText.trim() ?? "";
  }

  function go(step) {
    at = (at + step + links.length) % links.length;
    draw();
  }

  // What is in the middle stays there.
  function zoom(wanted) {
    const middle = [0, 1].map((axis) => {
      const [scroll, size, whole] = axis
        ? [stage.scrollTop, stage.clientHeight, stage.scrollHeight]
        : [stage.scrollLeft, stage.clientWidth, stage.scrollWidth];
      return (scroll + size / 2) / whole;
    });
    scale = Math.min(Math.max(wanted, 1), LARGEST);
    resize();
    stage.scrollLeft = middle[0] * stage.scrollWidth - stage.clientWidth / 2;
    stage.scrollTop = middle[1] * stage.scrollHeight - stage.clientHeight / 2;
  }

  // As large as there is room, lines only beyond their own size; from there it grows.
  function resize() {
    const room = getComputedStyle(stage);
    const across = stage.clientWidth - parseFloat(room.paddingLeft) - parseFloat(room.paddingRight);
    const [width, height] = ["width", "height"].map((name) => Number(image.getAttribute(name)));
    const most = /\.svg$/i.test(links[at].pathname) ? Infinity : width;
    const fitting = Math.min(across, (stage.clientHeight * width) / height, most);
    image.style.inlineSize = `${Math.floor(fitting * scale)}px`;
    image.classList.toggle("is-zoomed", scale > 1);
    less.disabled = scale === 1;
    more.disabled = scale === LARGEST;
  }

  const keys = {
    ArrowLeft: () => links.length > 1 && scale === 1 && go(-1),
    ArrowRight: () => links.length > 1 && scale === 1 && go(1),
    "+": () => zoom(scale * STEP),
    "=": () => zoom(scale * STEP),
    "-": () => zoom(scale / STEP),
    0: () => zoom(1),
  };
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    if (keys[event.key]() !== false) event.preventDefault();
  });
  // Beside the picture a press closes it, on it comes nearer and goes back.
  stage.addEventListener("click", ({ target }) => {
    if (target === stage) dialog.close();
    else zoom(scale > 1 ? 1 : STEP ** 2);
  });
  addEventListener("resize", () => dialog.open && resize());
  dialog.addEventListener("close", () => links[at].focus());

  return {
    async open(link) {
      links = [...(link.closest(".gallery, figure") ?? link).querySelectorAll(".figure__whole")];
      if (!links.length) links = [link];
      at = links.indexOf(link);
      await styled;
      draw();
      dialog.showModal();
      resize();
      stage.focus();
    },
  };
}
