// No violation that axe-core knows of, on every kind of page, in both themes, at phone and desktop width.
import assert from "node:assert/strict";

const PATHS = ["", "?tags=security", "addons/celery/", "addons/django-allauth/#pitfalls", "compose/", "compose/#v1&a=celery,django-allauth,django-cors-headers,django-rest-framework", "bookmarks/", "about/"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page, axe) {
  await page.addScriptTag({ path: axe }).catch(() => null);
  // The policy refuses injected markup; the file is evaluated instead.
  if (!(await page.evaluate(() => "axe" in window))) {
    const { readFileSync } = await import("node:fs");
    await page.evaluate(readFileSync(axe, "utf8"));
  }
  // A bar that sticks to the bottom covers whatever the page has there for the moment; in its own place it covers nothing.
  await page.evaluate(() => document.querySelector(".summary-bar")?.style.setProperty("position", "static"));
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
  },
  { context: { colorScheme, viewport: { width, height: 800 } }, // What axe-core itself tries.
    allowed: /Content Security Policy|Refused to load the script|TrustedScript/ },
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
  { context: { colorScheme, viewport: { width, height: 800 } }, allowed: /Content Security Policy|Refused to load the script|TrustedScript/ },
];

export default [
  check("light", 1280),
  check("dark", 1280),
  check("light", 360),
  check("dark", 360),
  composer("light", 1280),
  composer("dark", 360),
  ["nothing is wider than a phone", async ({ page, open, at }) => {
    for (const path of PATHS) {
      await open(at(path));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
    }
  }, { context: { viewport: { width: 360, height: 700 } } }],
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
