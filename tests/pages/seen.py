"""What a page looks like in a browser: what axe says of it, what is cut off, covered or wider than the window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

AXE = (Path(__file__).parent.parent / "journeys" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
DESK, ZOOMED, PHONE = 1280, 640, 360
"""The reference window; the same at 200 %; a commune officer's telephone."""

# Words that their own box cuts off without saying so (an ellipsis says so), or that run out of the box of a button;
# what can be pressed and lies on something else that can be pressed.
LOOK = """() => {
  const said = [], name = one => one.outerHTML.slice(0, 110);
  const seen = one => { const box = one.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && one.checkVisibility({visibilityProperty: true}); };
  if (document.documentElement.scrollWidth > window.innerWidth) {
    const wide = [...document.querySelectorAll("main *")].filter(one => seen(one) &&
      one.getBoundingClientRect().right > window.innerWidth + 1 && !one.closest(".table-responsive, .wide-table, pre"));
    said.push(`wider than ${window.innerWidth}: ${document.documentElement.scrollWidth}, ${wide.slice(-2).map(name)}`);
  }
  for (const one of document.querySelectorAll("main *, .top *, .side *")) {
    if (!seen(one) || ![...one.childNodes].some(part => part.nodeType === 3 && part.data.trim())) continue;
    const style = getComputedStyle(one);
    const hides = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis";
    if ((hides || one.matches(".btn, .pill, .tag, .chip, .due, .nav-link, th")) && style.display !== "inline" &&
        !one.classList.contains("visually-hidden") && one.scrollWidth > one.clientWidth + 1)
      said.push(`cut off: ${name(one)}`);
  }
  for (const one of document.querySelectorAll("main td, main th"))
    if (seen(one) && getComputedStyle(one).overflowX === "visible" && one.scrollWidth > one.clientWidth + 1)
      said.push(`runs out of its cell: ${name(one)}`);
  const clipped = one => one !== null &&
    (getComputedStyle(one).clipPath === "inset(50%)" || clipped(one.parentElement));
  const pressed = [...document.querySelectorAll("main a, main button, main input, main select, main summary")]
    .filter(one => seen(one) && !clipped(one) && !one.closest(".visually-hidden, .bulk, .more-list, .acts-menu"));
  const boxes = pressed.map(one => one.getBoundingClientRect());
  for (let i = 0; i < pressed.length; i++) for (let j = i + 1; j < pressed.length; j++) {
    const [a, b] = [boxes[i], boxes[j]];
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
        && !pressed[i].contains(pressed[j]) && !pressed[j].contains(pressed[i]))
      said.push(`lies on another: ${name(pressed[i])} and ${name(pressed[j])}`);
  }
  return said;
}"""


class Eyes:
    """A browser window that notes down everything it does not like about the page it shows."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self._host = urlparse(address).netloc
        self._heard: list[str] = []
        page.on("request", self._note_request)
        page.on("console", self._note_complaint)
        page.on("pageerror", lambda error: self._heard.append(f"error: {error}"))

    def opens(self, path: str) -> Any:
        """Show a page at the reference width."""
        self._heard.clear()
        self.page.set_viewport_size({"width": DESK, "height": 800})
        return self.page.goto(self.address + path)

    def faults(self, *, axe_at: tuple[int, ...] = (DESK,)) -> Iterator[str]:
        """Yield what is wrong with the page as it stands: at the desk, at 200 %, on a telephone."""
        for width in (DESK, ZOOMED, PHONE):
            self.page.set_viewport_size({"width": width, "height": 800})
            yield from (f"at {width}: {said}" for said in self.page.evaluate(LOOK))
            if width in axe_at:
                self.page.evaluate(AXE)
                found = self.page.evaluate(RULES)["violations"]
                yield from (f"axe at {width}, {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found)
        yield from self._heard

    def _note_request(self, request: Any) -> None:
        if urlparse(request.url).netloc not in {self._host, ""}:
            self._heard.append(f"asks another host: {request.url}")

    def _note_complaint(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self._heard.append(f"console: {message.text}")
