// Shows how far an import is: fetches its page every two seconds while it is at work, and puts
// what changed in place. Without it the page tells the same when it is loaded again.
const PAUSE_MS = 2000;

async function refresh() {
  const shown = document.querySelector("[data-import-run]");
  if (!shown?.hasAttribute("data-poll")) return;
  try {
    const response = await fetch(location.href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-import-run]");
    if (!fresh) return;
    // The end brings forms and lists that stand elsewhere on the page too.
    if (!fresh.hasAttribute("data-poll")) location.reload();
    else if (!shown.contains(document.activeElement)) shown.replaceWith(fresh);
  } finally {
    setTimeout(refresh, PAUSE_MS);
  }
}

setTimeout(refresh, PAUSE_MS);
