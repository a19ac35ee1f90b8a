// The composer before and after the click: presets, what a tick would change, whose lines, the way of a request, the
// variables, and what is in sight on a phone.
import assert from "node:assert/strict";

import { until } from "./host.mjs";

const tick = (page, slug) => page.locator(`.choice input[value="${slug}"]`).check();
const choice = (page, slug) => page.locator(`.choice[data-peek="${slug}"]`);
const chosen = (page) => page.locator(".choice > label input:checked").count();
const preview = (page) => page.locator(".preview");
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const form = (page, name) => page.locator(".outcome-head").getByRole("button", { name, exact: true }).click();
const lines = async (page) => (await page.locator("#composed-file .line").allTextContents()).map((line) => line.trimEnd());

async function rest(page, locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 14);
  await page.mouse.move(box.x + box.width / 2 + 4, box.y + 16);
}

export default [
  ["presets fill the empty state and give way", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    const cards = page.locator(".preset");
    const count = await cards.count();
    assert.ok(count >= 5, `${count} presets`);
    for (let card = 0; card < count; card += 1) {
      await cards.nth(card).getByRole("button").click();
      assert.ok((await chosen(page)) >= 4);
      assert.equal(await page.locator(".presets").count(), 0);
      assert.equal(await page.locator(".problem.error").count(), 0);
      await page.locator(".toast").getByRole("button", { name: t.undo }).click();
      await page.locator(".presets").waitFor();
      assert.equal(await chosen(page), 0);
    }
    await cards.first().getByRole("button").focus();
    await page.keyboard.press("Enter");
    assert.ok((await chosen(page)) >= 4, "by keyboard");
    assert.match(page.url(), /#v1&.*a=/);
  }],
  ["a resting pointer shows what a tick would change, and changes nothing", async ({ page, open, at }) => {
    await open(at("compose/"));
    await tick(page, "django-environ");
    const [address, before] = [page.url(), await lines(page)];
    await rest(page, choice(page, "whitenoise"));
    await preview(page).waitFor();
    assert.match(await preview(page).innerText(), /WhiteNoise/);
    const added = (await preview(page).locator(".diff-line.added").allTextContents()).join("\n");
    assert.match(added, /WhiteNoiseMiddleware/);
    assert.match(added, /whitenoise/);
    assert.equal(page.url(), address);
    assert.deepEqual(await lines(page), before);
    await page.keyboard.press("Escape");
    await preview(page).waitFor({ state: "detached" });
    // What was announced is what comes.
    const announced = await (async () => {
      await page.mouse.move(5, 5);
      await page.mouse.move(8, 8);
      await rest(page, choice(page, "whitenoise"));
      await preview(page).waitFor();
      const file = preview(page).locator(".diff", { hasText: "settings.py" }).first();
      return (await file.locator(".diff-line.added").evaluateAll((all) => all.map((one) => one.textContent.slice(one.querySelector(".visually-hidden").textContent.length).trim()))).filter(Boolean);
    })();
    await tick(page, "whitenoise");
    assert.equal(await preview(page).count(), 0, "a click closes it");
    const came = (await page.locator("#composed-file .line.new").allTextContents()).map((line) => line.trim()).filter(Boolean);
    assert.deepEqual(came, announced);
  }],
  ["the keyboard previews too, and keeps the preview open", async ({ page, open, at }) => {
    await open(at("compose/"));
    await page.locator(".find").focus();
    await page.keyboard.press("Tab");
    await preview(page).waitFor();
    const name = await page.locator(":focus").evaluate((input) => input.closest(".choice").querySelector(".choice-name").textContent);
    assert.equal(await preview(page).locator("h2").innerText(), name);
    await page.keyboard.press("Space");
    await preview(page).waitFor({ state: "detached" });
    assert.equal(await chosen(page), 1);
    const button = page.locator("#peek-whitenoise");
    await button.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "preview-title");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.ok(await page.locator(".preview-files").evaluate((files) => files === document.activeElement), "it can be scrolled");
    await page.keyboard.press("Escape");
    await preview(page).waitFor({ state: "detached" });
    // The focus is back.
    await page.waitForFunction(() => document.activeElement.id === "peek-whitenoise");
  }],
  ["only the lines of one add-on, with their numbers", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "whitenoise");
    await tick(page, "celery");
    const all = await lines(page);
    await page.locator(".only select").selectOption("celery");
    const own = await lines(page);
    assert.ok(own.length > 2 && own.length < all.length);
    assert.ok(own.some((line) => /CELERY/.test(line)) && !own.some((line) => /whitenoise/i.test(line)));
    const numbers = await page.locator("#composed-file .line").evaluateAll((rows) => rows.map((row) => Number(row.dataset.number)));
    numbers.forEach((number, at) => assert.equal(all[number - 1], own[at]));
    await page.getByRole("button", { name: t.copyShown }).click();
    await page.locator(".toast").waitFor();
    assert.deepEqual((await clipboard(page)).trimEnd().split("\n").map((line) => line.trimEnd()), own);
    const tabs = await page.locator(".file-list .count").allInnerTexts();
    assert.ok(tabs.length >= 3 && tabs.includes(String(own.length)), tabs.join());
    await page.locator('.choice input[value="celery"]').uncheck();
    assert.ok((await lines(page)).length > own.length, "without the add-on all lines are back");
  }],
  ["a line is held, and copied alone or with its block", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "whitenoise");
    const line = page.locator("#composed-file .line", { hasText: "WhiteNoiseMiddleware" }).first();
    await line.click();
    await page.locator("#composed-file .line", { hasText: "import os" }).first().hover();
    const why = page.locator("#line-origin");
    assert.match(await why.innerText(), /WhiteNoise/, "another line under the pointer does not take over");
    await why.getByRole("button", { name: t.copyLine }).click();
    await page.locator(".toast").waitFor();
    assert.match(await clipboard(page), /^ {4}"whitenoise\.middleware\.WhiteNoiseMiddleware",\n$/);
    await why.getByRole("button", { name: new RegExp(t.copyBlock) }).click();
    await until(page, async () => (await navigator.clipboard.readText()).trim().split("\n").length > 1);
    assert.match(await clipboard(page), /# .*\n {4}"whitenoise/);
    await page.locator("#composed-file .lines").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".lines.held").count(), 0, "Enter lets go");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".lines.held .line.active").count(), 1);
  }],
  ["the way of a request names each stop, its add-on and its rule", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    for (const slug of ["django-cors-headers", "whitenoise", "django-debug-toolbar"]) await tick(page, slug);
    await form(page, t.path);
    const stops = page.locator(".chain ol > li");
    const names = await stops.locator(".stop-name code").allInnerTexts();
    const places = ["SecurityMiddleware", "CorsMiddleware", "WhiteNoiseMiddleware", "SessionMiddleware", "CommonMiddleware"].map((name) => names.indexOf(name));
    assert.ok(places.every((place) => place >= 0), names.join());
    assert.deepEqual(places, [...places].sort((a, b) => a - b));
    const whitenoise = stops.nth(names.indexOf("WhiteNoiseMiddleware"));
    assert.match(await whitenoise.innerText(), /SecurityMiddleware/);
    assert.ok((await whitenoise.locator("a[href^=https]").count()) > 0, "a source");
    await page.locator('.choice input[value="whitenoise"]').uncheck();
    assert.ok(!(await stops.locator(".stop-name code").allInnerTexts()).includes("WhiteNoiseMiddleware"));
  }],
  ["each variable says who reads it; secrets are made here", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "celery");
    await form(page, t.env);
    const row = (name) => page.locator(".environment tbody tr", { has: page.locator(`th code:text-is("${name}")`) });
    assert.match(await row("CELERY_BROKER_URL").innerText(), /Celery[\s\S]*redis:\/\//);
    const make = row("SECRET_KEY").getByRole("button");
    const values = [];
    for (let turn = 0; turn < 2; turn += 1) {
      await make.click();
      await page.locator(".toast").waitFor();
      const text = await clipboard(page);
      assert.match(text, /^SECRET_KEY=[A-Za-z0-9_-]{50}\n$/);
      values.push(text);
      await page.locator(".toast button").last().click();
    }
    assert.notEqual(values[0], values[1]);
    await page.locator(".environment").getByRole("button", { name: t.copyEnv }).click();
    await page.locator(".toast").waitFor();
    const file = await clipboard(page);
    assert.match(file, /^SECRET_KEY=[A-Za-z0-9_-]{50}$/m);
    assert.match(file, /^# v1&d=/m);
    const kept = await page.evaluate(() => JSON.stringify(localStorage) + location.href);
    for (const value of [...values, file]) assert.ok(!kept.includes(/SECRET_KEY=(.*)/.exec(value)[1]));
  }],
  ["what does not go together stays in sight, with the reason and a way out", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "django-allauth");
    const other = choice(page, "django-two-factor-auth");
    assert.match(await other.locator(".against").innerText(), /django-allauth/);
    const input = other.locator("input[type=checkbox]").first();
    const described = (await input.getAttribute("aria-describedby")).split(" ").map((id) => `#${id}`).join(", ");
    assert.match((await page.locator(described).allInnerTexts()).join(" "), /django-allauth/);
    await input.check();
    const error = page.locator(".problem.error").first();
    await error.locator(".hints button").first().click();
    assert.equal(await page.locator(".problem.error").count(), 0);
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    assert.ok(await input.isChecked(), "the wish survives");
    const python = page.locator(`.target label:has(span:text-is("Python")) select`);
    assert.match((await python.locator("option").allInnerTexts()).join("\n"), /3\.10 .*Django 6\.1/);
  }],
  ["the install commands stand with the additions", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "whitenoise");
    await tick(page, "django-debug-toolbar");
    await form(page, t.additions);
    const install = page.locator(".additions .code").first();
    assert.match(await install.locator("pre").innerText(), /pip install .*whitenoise/);
    await install.getByRole("button").click();
    await page.locator(".toast").waitFor();
    assert.match(await clipboard(page), /django-debug-toolbar==/);
  }],
  ["on a phone one bar counts and jumps", async ({ page, open, at }) => {
    await open(at("compose/"));
    await tick(page, "celery");
    const bar = page.locator(".summary-bar");
    assert.match(await bar.innerText(), /1 add-on/);
    const inSight = () => bar.evaluate((it) => Math.round(it.getBoundingClientRect().bottom) <= innerHeight);
    assert.ok(await inSight());
    const top = () => page.evaluate(() => scrollY);
    await bar.getByRole("button").nth(2).click();
    await page.waitForFunction(() => document.activeElement?.id === "result-title");
    const files = await top();
    await bar.getByRole("button").nth(0).click();
    await page.waitForFunction(() => document.activeElement?.id === "choices-title");
    assert.ok((await top()) < files);
    assert.ok(await inSight());
    await page.locator("#peek-celery").click();
    await page.waitForFunction(() => document.activeElement?.id === "preview-title");
    assert.match(page.url(), /#v1&/, "the selection stays in the address");
  }, { context: { viewport: { width: 360, height: 740 }, hasTouch: true } }],
];
