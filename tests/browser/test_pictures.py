"""The pictures of the real content as Chromium draws them: words in their boxes, legible, named, in every display."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import AXE_SCRIPT, Visit

pytestmark = pytest.mark.linux

CASE, PRACTICE, TOLD, FIGURES = (
    "library/longhua/index.html", "library/futian/minsheng-weishishi.html", "library/yuhuatai/xuqiu-fankui.html", "library/comparisons.html",
)
SIZES = ("", "large", "huge")
DISPLAYS = [("light", ""), ("light", "high"), ("dark", ""), ("dark", "high")]

# text becomes HTML through the one policy that a page lets be made
PUT_IN = """html => {
  const trust = trustedTypes.createPolicy("casebook", {createHTML: text => text});
  document.querySelector(".part.advice").innerHTML = trust.createHTML(html);
}"""

MISPLACED = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll(".picture svg")) {
    if (getComputedStyle(svg).display === "none") continue;
    const view = svg.viewBox.baseVal;
    const boxes = [...svg.querySelectorAll("[class^=box-]:not(.box-bar):not(.box-computed):not(.box-range)")].flatMap(path =>
      [...path.getAttribute("d").matchAll(/M(\\S+) (\\S+?)h(\\S+?)v(\\S+?)H/g)].map(found => found.slice(1).map(Number)));
    const drawn = [];
    for (const text of svg.querySelectorAll("text")) {
      const {x, y, width, height} = text.getBBox();
      const say = text.textContent;
      if (width === 0) faults.push("not drawn: " + say);
      if (x < -.5 || x + width > view.width + .5 || y < -2 || y + height > view.height + .5) faults.push("outside: " + say);
      const left = x + 1, middle = y + height / 2;
      for (const [bx, by, w, h] of boxes) {
        const inside = left > bx && left < bx + w && middle > by && middle < by + h;
        if (inside && (x + width > bx + w || y < by || y + height > by + h)) faults.push("over its box: " + say);
      }
      for (const [ox, oy, ow, oh, other] of drawn) {
        if (x < ox + ow - .5 && ox < x + width - .5 && y + 4 < oy + oh - 4 && oy + 4 < y + height - 4) faults.push(say + " on " + other);
      }
      drawn.push([x, y, width, height, say]);
    }
  }
  return faults;
}"""

CONTRAST = """() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(part => part / 255)
      .map(part => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + .05) / (dark + .05);
  };
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (!/^rgba.*, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  let least = [99, 99];
  for (const svg of document.querySelectorAll(".picture svg")) {
    const grounds = [ground(svg), ...[...svg.querySelectorAll(".box-head, .box-record, .box-advice")].map(box => getComputedStyle(box).fill)];
    for (const text of svg.querySelectorAll("text")) for (const under of grounds) least[0] = Math.min(least[0], ratio(getComputedStyle(text).fill, under));
    for (const path of svg.querySelectorAll("path")) least[1] = Math.min(least[1], ratio(getComputedStyle(path).stroke, ground(svg)));
  }
  return least;
}"""


@pytest.fixture(params=[1366, 390], ids=str)
def stick(request: pytest.FixtureRequest, browser: Browser, real_site: Path) -> Iterator[Visit]:
    """A window on the real site from a USB stick."""
    context = browser.new_context(viewport={"width": request.param, "height": 844})
    visit = Visit(context.new_page(), real_site.as_uri() + "/")
    yield visit
    context.close()
    assert visit.faults == []


def set_display(page: Page, **values: str) -> None:
    """Choose size, contrast or scheme as the page's own menu does."""
    for name, value in values.items():
        page.evaluate("([name, value]) => document.documentElement.setAttribute(name, value)", [f"data-{name}", value])


def figures_of(site: Path) -> list[str]:
    """Return the HTML of every picture of the site."""
    pages = sorted((site / "library").rglob("*.html"))
    return [found for page in pages for found in re.findall('<figure class="picture">.*?</figure>', page.read_text("utf-8"), re.DOTALL)]


def test_no_word_of_any_picture_leaves_its_box(stick: Visit, real_site: Path) -> None:
    figures = figures_of(real_site)
    assert len(figures) > 150
    page = stick.open(PRACTICE)
    page.evaluate(PUT_IN, "".join(figures))
    for size in SIZES:
        set_display(page, size=size)
        assert page.evaluate(MISPLACED) == []


def test_a_word_that_leaves_its_box_is_seen(stick: Visit) -> None:
    page = stick.open(CASE)
    page.evaluate("document.querySelectorAll('.picture text').forEach(text => { text.firstChild.data += '心'.repeat(40) })")
    assert {fault.split(":")[0] for fault in page.evaluate(MISPLACED)} >= {"outside", "over its box"}


def test_one_of_the_two_is_shown_and_is_legible(stick: Visit) -> None:
    for path in (CASE, PRACTICE, TOLD, FIGURES):
        page = stick.open(path)
        for size in SIZES:
            set_display(page, size=size)
            shown = page.evaluate("""() => [...document.querySelectorAll(".picture")].map(figure => {
                const shown = [...figure.querySelectorAll("svg")].filter(svg => svg.getClientRects().length);
                return [shown.length, shown[0].getScreenCTM().a * 15];
            })""")
            assert shown
            assert all(count == 1 and letters >= 15 for count, letters in shown), (path, size, shown)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, size)


def test_a_large_choice_of_size_makes_the_words_larger(stick: Visit) -> None:
    if stick.open(CASE).viewport_size != {"width": 1366, "height": 844}:
        return  # a phone has no room to grow
    sizes = []
    for size in SIZES:
        set_display(stick.page, size=size)
        sizes.append(stick.page.evaluate(
            "Math.max(...[...document.querySelectorAll('.picture svg')].filter(svg => svg.getClientRects().length).map(svg => svg.getScreenCTM().a))"
        ))
    assert sizes[0] < sizes[1] < sizes[2]


def test_a_flow_does_not_push_the_text_away(browser: Browser, real_site: Path) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 844})
    page.goto((real_site / PRACTICE).as_uri())
    page.evaluate(PUT_IN, "".join(figures_of(real_site)))
    tall = page.evaluate("Math.max(...[...document.querySelectorAll('svg.wide[aria-labelledby=pic-steps-w]')].map(svg => svg.clientHeight))")
    page.close()
    assert 200 < tall <= 420


@pytest.mark.parametrize(("scheme", "contrast"), DISPLAYS)
def test_pictures_are_accessible_in_every_display(stick: Visit, scheme: str, contrast: str) -> None:
    found = []
    for path in (CASE, PRACTICE, FIGURES):
        page = stick.open(path)
        set_display(page, scheme=scheme, contrast=contrast)
        words, lines = page.evaluate(CONTRAST)
        assert words >= (7 if contrast else 4.5), path
        assert lines >= 3, path
        page.evaluate(AXE_SCRIPT)
        axe = page.evaluate("axe.run('.picture', {resultTypes: ['violations'], preload: false})")
        found += [f"{path} {one['id']}: {one['nodes'][0]['target']}" for one in axe["violations"]]
        roles = page.get_by_role("img")
        names = [roles.nth(number).evaluate("svg => document.getElementById(svg.getAttribute('aria-labelledby')).textContent")
                 for number in range(roles.count())]
        assert len(names) == page.locator(".picture").count()
        assert all(names)
    assert found == []


def test_paper_shows_the_wide_picture_in_ink(browser: Browser, real_site: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.goto((real_site / CASE).as_uri())
    page.emulate_media(media="print")
    assert page.locator(".picture .wide").is_visible()
    assert page.locator(".picture .narrow").is_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.picture .wide text')).fill") == "rgb(0, 0, 0)"
    page.close()
