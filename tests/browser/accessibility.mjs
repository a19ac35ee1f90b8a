// No violation that axe-core knows of, on every kind of page, in both themes, at phone and desktop width.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

import { dice } from "./host.mjs";

const PATHS = ["", "?tags=security", "addons/celery/", "addons/django-allauth/#pitfalls", "compose/", "compose/#v1&a=celery,django-allauth,django-cors-headers,django-rest-framework", "compare/", "compare/?compare=celery,pillow,django-silk&stack=django-6.1,python-3.10,asgi", "relations/", "?stack=django-6.0,python-3.10,postgresql,asgi&compare=celery", "bookmarks/", "about/"];
// What axe-core itself tries, and the policy refuses.
const REFUSED = /Content[ -]Security[ -]Policy|Refused to load the script|TrustedScript/;
// Why a test in other colours than the light ones is Chromium's alone.
const CHROMIUM = "Firefox's driver cannot ask for dark colours, forced ones or less motion";
const inColours = (colorScheme, width) => ({
  context: { colorScheme, viewport: { width, height: 800 } }, allowed: REFUSED, chromium: colorScheme === "light" ? undefined : CHROMIUM,
});
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page, axe) {
  await page.addScriptTag({ path: axe }).catch(() => null);
  // The policy refuses injected markup; the file is evaluated instead.
  if (!(await page.evaluate(() => "axe" in window))) {
    const { readFileSync } = await import("node:fs");
    await page.evaluate(readFileSync(axe, "utf8"));
  }
  // What sticks to an edge covers whatever the page has there for the moment; in its own place it covers nothing.
  const bars = ".site-header, .tab-bar, .summary-bar, .notices";
  await page.evaluate((bars) => document.querySelectorAll(bars).forEach((bar) => bar.style.setProperty("position", "static")), bars);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), RULES);
  return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + (node.failureSummary ?? "").split("\n").slice(1, 2).join("")).join("; ")}`);
}

const check = (colorScheme, width) => [
  `no violation, ${colorScheme}, ${width} px`,
  async ({ page, open, at, axe }) => {
    for (const path of PATHS) {
      await open(at(path));
      assert.deepEqual(await violations(page, axe), [], path);
    }
    await page.keyboard.press("/");
    await page.keyboard.type("redis");
    await page.locator(".palette [role=option]").first().waitFor();
    assert.deepEqual(await violations(page, axe), [], "search");
    await page.keyboard.press("Alt+Enter");
    await page.locator(".palette .toast").waitFor();
    assert.deepEqual(await violations(page, axe), [], "search with a remark");
    await page.locator(".palette [role=combobox]").fill("");
    await page.locator(".palette [role=group] [role=option]").first().waitFor();
    assert.deepEqual(await violations(page, axe), [], "search before anything is typed");
    await page.keyboard.press("Control+k");
    await page.locator(".palette [role=combobox]").waitFor({ state: "hidden" });
    await page.keyboard.press("?");
    await page.locator("dialog.sheet[open]").waitFor();
    assert.deepEqual(await violations(page, axe), [], "keys");
  },
  inColours(colorScheme, width),
];

// Every page of the folder with all its chapters open; some of them, unless all cases are asked for.
const everywhere = (colorScheme, width) => [
  `no violation on any page, ${colorScheme}, ${width} px`,
  async ({ page, open, axe, dist, lang }) => {
    const found = readdirSync(join(dist, lang), { recursive: true, withFileTypes: true }).filter((entry) => entry.name === "index.html");
    const paths = found.map((entry) => relative(dist, join(entry.parentPath, "."))).toSorted();
    assert.ok(paths.length > 30, `${paths.length} pages`);
    const roll = dice(`pages, ${colorScheme}, ${width} px`);
    const chosen = process.env.ASSURE ? paths : Array.from({ length: 2 }, () => paths[roll(paths.length)]);
    const wrong = [];
    for (const path of chosen) {
      await open(`${path}/`);
      await page.evaluate(() => document.querySelectorAll(".panel[hidden]").forEach((panel) => panel.removeAttribute("hidden")));
      wrong.push(...(await violations(page, axe)).map((text) => `${path}: ${text}`));
    }
    assert.deepEqual(wrong, []);
    console.log(`# ${lang}, ${colorScheme}, ${width} px: ${chosen.length} pages`);
  },
  inColours(colorScheme, width),
];

// What the composer shows beside files: each form of the result, the preview, saved stacks.
const composer = (colorScheme, width) => [
  `no violation in the forms of the composer, ${colorScheme}, ${width} px`,
  async ({ page, open, at, axe }) => {
    await open(at("compose/#v1&d=6.1&py=3.13&a=celery,django-allauth,django-cors-headers,django-debug-toolbar"));
    await page.locator(".stacks > summary").click();
    await page.locator(".stack-save input").fill("Stack");
    await page.locator(".stack-save input").press("Enter");
    const forms = page.locator(".outcome-head .segmented button");
    for (let form = 0; form < await forms.count(); form += 1) {
      await forms.nth(form).click();
      assert.deepEqual(await violations(page, axe), [], await forms.nth(form).innerText());
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `form ${form} is ${wide} pixels too wide`);
    }
    await forms.first().click();
    await page.locator(".only select").selectOption("celery");
    await page.locator("#composed-file .line").first().click();
    await page.locator("#peek-whitenoise").click();
    await page.locator(".preview").waitFor();
    assert.deepEqual(await violations(page, axe), [], "preview");
  },
  inColours(colorScheme, width),
];

export default [
  check("light", 1280),
  check("dark", 1280),
  check("light", 360),
  check("dark", 360),
  everywhere("light", 1280),
  everywhere("dark", 1280),
  everywhere("light", 360),
  everywhere("dark", 360),
  composer("light", 1280),
  composer("dark", 360),
  ["nothing is wider than a phone", async ({ page, open, at }) => {
    for (const path of PATHS) {
      await open(at(path));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
    }
  }, { context: { viewport: { width: 360, height: 700 } } }],
  ["no violation in any state", async ({ page, open, at, axe, t, url }) => {
    const clean = async (state) => assert.deepEqual(await violations(page, axe), [], state);
    await open(at("?tags=security,no-such-tag&q=zzzz"));
    await clean("empty result");
    await page.keyboard.press("/");
    await page.keyboard.type("qqqqzzzz");
    await page.getByText(t.noResult).first().waitFor();
    await clean("search without a result");
    await open(at("bookmarks/"));
    await clean("no bookmark");
    const file = (text) => page.locator("input[type=file]").setInputFiles({ name: "b.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await file("{");
    await page.getByRole("alert").filter({ hasText: t.damaged }).waitFor();
    await clean("a refused file");
    await file(JSON.stringify({ format: "django-addon-guide/bookmarks", version: 1, bookmarks: [{ addon: "celery", note: "note" }] }));
    await page.locator(".import").waitFor();
    await clean("an offered file");
    await page.getByRole("button", { name: t.merge }).click();
    await clean("bookmarks and a remark");
    for (const name of ["guide:offline-ready", "guide:update-ready"]) {
      await page.evaluate((name) => dispatchEvent(new Event(name)), name);
      await page.locator(".notices [role=status] .notice").first().waitFor();
      await clean(name);
    }
    await page.evaluate(() => {
      for (const end of "ab") localStorage.setItem(`django-addon-guide:/:bookmarks.${end}`, "rubbish");
    });
    await open(at("bookmarks/"));
    await page.locator(".aside").waitFor();
    await clean("damaged copies");
    await open(at("compose/#v9"));
    await clean("a link that cannot be read");
    await page.goto(new URL(at("nowhere/"), url).href);
    await page.waitForSelector("body[data-ready]");
    await clean("not found");
    await page.route("**/*_bg.wasm", (route) => route.abort());
    await page.goto(new URL(at("addons/celery/"), url).href);
    await page.locator(".recovery").waitFor();
    await clean("the panel of a program that did not come");
  }, { context: { serviceWorkers: "block" }, allowed: /Content[ -]Security[ -]Policy|Refused to load the script|TrustedScript|status of 404|Failed to load|TypeError|ERR_|Service Worker registration blocked/ }],
  ["no violation in forced colours, with less motion, with more contrast", async ({ page, open, at, axe }) => {
    for (const media of [{ forcedColors: "active" }, { reducedMotion: "reduce" }, { contrast: "more" }]) {
      await page.emulateMedia(media);
      for (const path of ["", "addons/celery/", "compose/#v1&d=6.1&py=3.13&a=celery"]) {
        await open(at(path));
        assert.deepEqual(await violations(page, axe), [], `${JSON.stringify(media)} ${path}`);
      }
    }
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(at("addons/celery/"));
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      const long = (list) => list.split(",").some((time) => parseFloat(time) > 0.011);
      return long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration));
    }).map((one) => one.className));
    assert.deepEqual(moving, []);
  }, { allowed: REFUSED, chromium: CHROMIUM }],
  ["forced colours keep what is pressed, chosen and focused visible", async ({ page, open, at }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await open(at("addons/celery/"));
    const look = (locator) => locator.evaluate((one) => {
      const parts = [one, ...one.querySelectorAll("*")].map((part) => getComputedStyle(part));
      return JSON.stringify(parts.map((style) => [style.backgroundColor, style.color, style.borderColor, style.outline, style.fill, style.display, style.borderBottomWidth, style.boxShadow, style.fontWeight]));
    });
    const before = await look(page.locator(".star"));
    await page.locator(".star").click();
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement.blur());
    assert.notEqual(await look(page.locator(".star")), before, "a pressed star");
    const tabs = page.getByRole("tab");
    assert.notEqual(await look(tabs.nth(0)), await look(tabs.nth(1)), "the chosen tab");
    await tabs.nth(0).focus();
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none", "the focus");
  }, { chromium: CHROMIUM }],
  ["nothing is lost at 320 pixels, at twice the size, or with wider spacing", async ({ page, open, at }) => {
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const states = {
      "320 px": () => page.setViewportSize({ width: 320, height: 640 }),
      // A window of 1280 pixels with everything at twice its size.
      "zoomed to 200 %": () => page.setViewportSize({ width: 640, height: 450 }),
      "wider spacing": async () => {
        await page.setViewportSize({ width: 360, height: 800 });
        await page.evaluate(() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
          document.adoptedStyleSheets = [sheet];
        });
      },
    };
    for (const [state, enter] of Object.entries(states)) {
      for (const path of PATHS) {
        await open(at(path));
        await enter();
        const over = await wide();
        assert.ok(over <= 0, `${state}: ${path} is ${over} pixels too wide`);
        // A text that is cut off without a way to scroll to it.
        const cut = await page.evaluate(() => [...document.querySelectorAll("main h1, main h2, main p, main button, main label, main a.button")]
          .filter((one) => one.offsetParent && !one.closest(".visually-hidden") && !one.classList.contains("visually-hidden") && one.scrollHeight > one.clientHeight + 4 && getComputedStyle(one).overflowY === "hidden")
          .map((one) => one.textContent.slice(0, 40)));
        assert.deepEqual(cut, [], `${state}: ${path}`);
      }
    }
  }],
  ["every target is large enough for a finger", async ({ page, open, at }) => {
    for (const path of ["", "addons/celery/", "compose/#v1&d=6.1&py=3.13&a=celery", "bookmarks/"]) {
      await open(at(path));
      const small = await page.evaluate(() => [...document.querySelectorAll("button, select, input:not([type=file]), summary, [role=tab], a.button")]
        .filter((one) => one.offsetParent && !one.closest(".visually-hidden") && getComputedStyle(one).opacity !== "0")
        // A label is a target too.
        .map((one) => [[one, ...(one.labels ?? [])].map((target) => target.getBoundingClientRect()), one])
        .filter(([boxes]) => boxes[0].width > 2 && !boxes.some((box) => box.width >= 24 && box.height >= 24))
        .map(([[box], one]) => `${one.outerHTML.slice(0, 80)} ${Math.round(box.width)}×${Math.round(box.height)}`));
      assert.deepEqual(small.slice(0, 5), [], path);
    }
  }, { context: { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true } }],
  ["each step has its title, its language, and the focus at the heading", async ({ page, open, at, lang }) => {
    await open(at(""));
    const titles = new Set([await page.title()]);
    for (const step of [".card h2 a", ".menu a[href$='bookmarks/']", ".menu a[href$='about/']", ".brand"]) {
      const before = await page.title();
      await page.locator(step).first().click();
      await page.waitForFunction((before) => document.title !== before, before);
      await page.waitForFunction(() => document.activeElement?.tagName === "H1");
      titles.add(await page.title());
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
    }
    assert.equal(titles.size, 4);
    await page.goBack();
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  }],
  ["at every stop of the Tab key the focus is seen and not covered", async ({ context, open, at }) => {
    for (const path of ["addons/celery/", "bookmarks/", "about/"]) {
      // A tab of its own: past the last stop, the focus of the one before is the browser's.
      const page = await context.newPage();
      await open(at(path), page);
      // From the start: one that came while the focus stood at the bottom would cover it for the moment.
      await page.evaluate(() => dispatchEvent(new Event("guide:offline-ready")));
      await page.locator(".notices .notice").waitFor();
      let stops = 0;
      for (; stops < 60; stops += 1) {
        await page.keyboard.press("Tab");
        const found = await page.evaluate(() => {
          const one = document.activeElement;
          // Past the last stop, the focus is the browser's own.
          if (!one || one === document.body || !document.hasFocus()) return null;
          const box = one.getBoundingClientRect();
          const style = getComputedStyle(one);
          const at = document.elementFromPoint(Math.min(box.left + box.width / 2, innerWidth - 1), Math.min(box.top + Math.min(box.height / 2, 40), innerHeight - 1));
          return {
            what: one.outerHTML.slice(0, 90),
            seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
            marked: style.outlineStyle !== "none" || style.boxShadow !== "none" || !!one.closest(":focus-within .palette-field"),
            hit: !!at && (one.contains(at) || at.contains(one) || at.closest("label")?.contains(one)),
          };
        });
        if (!found) break;
        assert.ok(found.seen && found.marked && found.hit, `${path}: ${JSON.stringify(found)}`);
      }
      assert.ok(stops > 8, `${path}: ${stops} stops`);
    }
  }, { context: { serviceWorkers: "block" }, allowed: /Service Worker registration blocked/ }],
  ["the regions that speak are there from the start, and speak once", async ({ page, open, at, t }) => {
    await open(at("addons/celery/"));
    const regions = await page.locator(".notices > [role]").count();
    assert.equal(regions, 3);
    await page.evaluate(() => {
      window.said = [];
      for (const region of document.querySelectorAll(".notices > [role]")) {
        new MutationObserver(() => region.textContent && window.said.push(region.textContent)).observe(region, { childList: true, subtree: true });
      }
    });
    await page.locator(".star").click();
    await page.locator(".star").click();
    await page.getByRole("button", { name: t.undo }).waitFor();
    const said = await page.evaluate(() => window.said);
    assert.equal(said.length, new Set(said).size, said.join(" | "));
    assert.ok(said.length >= 1);
  }],
  ["a keyboard alone finds, opens, keeps and composes", async ({ page, open, at }) => {
    await open(at(""));
    await page.keyboard.press("Tab");
    assert.ok(await page.locator(".skip-link").evaluate((link) => link === document.activeElement));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "main");
    await page.keyboard.press("/");
    await page.keyboard.type("whitenoise");
    await page.keyboard.press("Enter");
    await page.locator("h1", { hasText: "WhiteNoise" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".star").getAttribute("aria-pressed"), "true");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".adopt").getAttribute("aria-pressed"), "true");
  }],
];
