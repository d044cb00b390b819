// A video's player joins its link once a reader asks for it; nothing is loaded before.
for (const link of document.querySelectorAll("a[data-player]")) {
  link.addEventListener("click", (event) => {
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (isElsewhere || !link.dataset.player) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.className = "embed__player";
    player.src = link.dataset.player;
    player.title = link.textContent;
    player.allow = "encrypted-media; fullscreen; picture-in-picture";
    link.closest(".embed__line").before(player);
    // The link stays: a second click leads to the video's own page.
    delete link.dataset.player;
    player.focus();
  });
}
