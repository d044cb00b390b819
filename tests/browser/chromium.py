"""The Chromium that the tests drive, and how it is started."""

import shutil

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update"]  # fmt: skip
# Frames and pages that are left before they could be asked tell by the console, too.
LISTEN = """document.addEventListener("securitypolicyviolation", (event) => console.error(
  `${event.effectiveDirective} stopped ${event.blockedURI} of ${event.sourceFile}`));"""
