// Puts a button on each interactive figure; nothing of it is loaded before a reader asks for it. Its
// frame has no origin of its own and no way to this page, which its address forbids too.
for (const figure of document.querySelectorAll("figure[data-frame]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "interactive__start";
  button.textContent = figure.dataset.run;
  button.addEventListener("click", () => {
    const picture = figure.firstElementChild;
    const frame = document.createElement("iframe");
    frame.className = "interactive__frame";
    frame.setAttribute("sandbox", "allow-scripts");
    frame.referrerPolicy = "no-referrer";
    frame.title = figure.querySelector("strong")?.textContent ?? "";
    frame.src = figure.dataset.frame;
    if (picture !== button) picture.hidden = true;
    button.replaceWith(frame);
    frame.focus();
  });
  figure.querySelector("figcaption").before(button);
}
