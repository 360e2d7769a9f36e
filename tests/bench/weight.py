"""What a browser fetches for a page, with nothing in its cache and then once more."""

import os
import shutil

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
# Requests and bytes on the wire, the page itself among them.
Weight = tuple[int, int]


def weigh(port: int, key: str, pages: dict[str, str]) -> dict[str, list[Weight]]:
    """For each page: its weight with a cold cache, and with a warm one."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        found = {}
        for name, address in pages.items():
            context = browser.new_context(base_url=f"http://127.0.0.1:{port}")
            cookie = {
                "name": "sessionid",
                "value": key,
                "url": f"http://127.0.0.1:{port}",
            }
            context.add_cookies([cookie])
            page = context.new_page()
            network = context.new_cdp_session(page)
            network.send("Network.enable")
            sizes: list[int] = []
            network.on(
                "Network.loadingFinished",
                lambda said, sizes=sizes: sizes.append(said["encodedDataLength"]),
            )
            weights = []
            for _visit in ("cold", "warm"):
                sizes.clear()
                page.goto(address, wait_until="networkidle")
                fetched = [one for one in sizes if one]
                weights.append((len(fetched), int(sum(fetched))))
            found[name] = weights
            context.close()
        browser.close()
    return found
