"""The lectures in a real JupyterLab in a real browser. Without Chromium they are not collected."""

import shutil

# As Debian, Ubuntu and Google name it, and where it lies on a Mac.
NAMES = ("chromium", "chromium-browser", "google-chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
CHROMIUM = next(filter(None, map(shutil.which, (*NAMES, MAC))), None)

# Nobody looks at the window, nothing is fetched that no test asked for, and root may run it.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
