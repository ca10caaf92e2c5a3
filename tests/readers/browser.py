"""Looks at the HTML of `saidby` in a real browser, Chromium: light and dark, narrow and wide, on paper.

    browser.py PAGE...

What is wrong ends it with a message: a script, a request, words that run out of the page or out of their picture, words
that cannot be told from what is behind them, a link that leads nowhere.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# What a reader with ordinary sight needs between words and ground (WCAG 2, level AA).
CONTRAST = 4.5
WIDTHS = [360, 800, 1400]

FAULTS = """
() => {
    const faults = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) faults.push(`the page is ${root.scrollWidth} wide, the window ${root.clientWidth}`);
    if (document.scripts.length) faults.push('there is a script');
    for (const link of document.querySelectorAll('a[href^="#"]')) {
        if (!document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)))) faults.push(`no place for ${link.getAttribute('href')}`);
    }
    const colour = (text) => { const found = text.match(/[\\d.]+/g); return found && (found.length < 4 || +found[3] > 0) ? found.slice(0, 3).map(Number) : null; };
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const found = colour(getComputedStyle(at).backgroundColor);
            if (found) return found;
        }
        return matchMedia('(prefers-color-scheme: dark)').matches && getComputedStyle(root).colorScheme.includes('dark') ? [18, 18, 18] : [255, 255, 255];
    };
    const light = (rgb) => rgb.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((a, b) => b - a); return (x + 0.05) / (y + 0.05); };
    for (const text of document.querySelectorAll('svg text')) {
        const inside = text.closest('svg').getBoundingClientRect(), box = text.getBoundingClientRect();
        if (!text.textContent.trim()) continue;
        if (box.left < inside.left - 1 || box.right > inside.right + 1 || box.top < inside.top - 1 || box.bottom > inside.bottom + 1) faults.push(`“${text.textContent.trim()}” runs out of its picture`);
        const fill = colour(getComputedStyle(text).fill);
        if (fill && contrast(fill, ground(text)) < CONTRAST) faults.push(`“${text.textContent.trim()}” can hardly be read: ${fill} on ${ground(text)}`);
    }
    for (const element of document.querySelectorAll('h1, h2, h3, p, td, th, li, a, summary, figcaption, dt, dd')) {
        if (element.closest('svg') || !element.textContent.trim() || !element.getClientRects().length) continue;
        const ink = colour(getComputedStyle(element).color);
        if (ink && contrast(ink, ground(element)) < CONTRAST) faults.push(`“${element.textContent.trim().slice(0, 40)}” can hardly be read: ${ink} on ${ground(element)}`);
    }
    return [...new Set(faults)];
}
""".replace("CONTRAST", str(CONTRAST))


def look(browser, page: Path) -> list[str]:
    """What is wrong with a page."""
    faults = []
    grounds = {}
    for scheme in ["light", "dark"]:
        for width in WIDTHS:
            asked = []
            tab = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
            tab.on("request", lambda request, asked=asked: asked.append(request.url))
            tab.on("pageerror", lambda error: faults.append(f"error: {error}"))
            tab.goto(page.resolve().as_uri())
            where = f"{page.name}, {scheme}, {width} wide"
            faults += [f"{where}: {fault}" for fault in tab.evaluate(FAULTS)]
            faults += [f"{where}: it asks for {url}" for url in asked[1:]]
            if not tab.evaluate("document.querySelectorAll('svg').length"):
                faults.append(f"{where}: there is no picture")
            grounds[scheme] = tab.screenshot(clip={"x": 0, "y": 0, "width": 2, "height": 2})
            if scheme == "light":
                tab.emulate_media(media="print")
                faults += [f"{where}, on paper: {fault}" for fault in tab.evaluate(FAULTS)]
            tab.close()
    if grounds["light"] == grounds["dark"]:
        faults.append(f"{page.name}: light and dark look the same")
    return faults


def main() -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or sys.exit("there is no Chromium here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        faults = [fault for page in sys.argv[1:] for fault in look(browser, Path(page))]
        browser.close()
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(sys.argv) - 1} pages are as they should be in the browser")


main()
