// What the list of add-ons is filtered by, and the order of it, by keyboard alone.
import assert from "node:assert/strict";

const shown = (page) => page.locator(".card").count();
const group = (page, key) => page.locator(`.filters fieldset[data-group=${key}]`);
const count = async (choice) => Number(await choice.locator("..").locator(".count").innerText());

// Ticks a choice as a reader without a mouse does.
async function tick(page, choice) {
  await choice.focus();
  await page.keyboard.press("Space");
}

export default [
  ["every choice shows as many add-ons as its count says", async ({ page, open, at }) => {
    await open(at("?tags=admin"));
    const keys = await page.locator(".filters fieldset").evaluateAll((groups) => groups.map((one) => one.dataset.group));
    for (const key of ["status", "service", "tables", "dev", "async"]) assert.ok(keys.includes(key), `no group ${key}`);
    for (const key of keys.filter((key) => key !== "area")) {
      const choice = group(page, key).locator("input:enabled").first();
      const promised = await count(choice);
      await tick(page, choice);
      assert.ok(await choice.isChecked());
      assert.equal(await shown(page), promised, key);
      await tick(page, choice);
    }
  }],
  ["choices widen inside a group, narrow between groups, and live in the address", async ({ page, open, at, t }) => {
    await open(at(""));
    const all = await shown(page);
    const status = group(page, "status").locator("input:enabled");
    await tick(page, status.nth(0));
    const one = await shown(page);
    await tick(page, status.nth(1));
    const two = await shown(page);
    assert.ok(one > 0 && two > one && two < all);
    await tick(page, group(page, "service").locator("input:enabled").first());
    const narrowed = await shown(page);
    assert.ok(narrowed < two);
    assert.match(page.url(), /status=\w+,\w+/);
    assert.match(page.url(), /service=no/);
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.equal(await shown(page), narrowed);
    assert.equal(await page.locator(".results-head .chips button").count(), 3);
    // A chip takes its choice away, and the focus goes to the count.
    await page.locator(".results-head .chips button").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "result-count");
    assert.equal(await page.locator(".results-head .chips button").count(), 2);
    await page.getByRole("button", { name: t.clear }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await shown(page), all);
    assert.doesNotMatch(page.url(), /status=|service=/);
    await page.goBack();
    assert.equal(await page.locator(".results-head .chips button").count(), 2);
  }],
  ["what would show nothing stays in sight and cannot be chosen", async ({ page, open, at }) => {
    await open(at("?dev=yes"));
    const zero = page.locator(".filters label.zero input");
    assert.ok((await zero.count()) > 0);
    for (const input of await zero.all()) {
      assert.ok(await input.isVisible());
      assert.ok(await input.isDisabled());
    }
  }],
  ["an address with nonsense is read as far as it goes", async ({ page, open, at }) => {
    await open(at("?status=active,nothing,%00&service=maybe&async=&fits=yes&tables"));
    assert.equal(await page.locator(".results-head .chips button").count(), 1, "of what is not said, nothing is asked");
    assert.ok((await shown(page)) > 0);
  }],
  ["on a phone the filters open with the count of what is chosen", async ({ page, open, at }) => {
    await open(at("?status=active&service=no"));
    const summary = page.locator(".filters > summary");
    assert.equal(await summary.locator(".count").innerText(), "2");
    const first = group(page, "status").locator("input").first();
    assert.ok(!(await first.isVisible()));
    await summary.focus();
    await page.keyboard.press("Enter");
    await first.waitFor();
    await tick(page, group(page, "async").locator("input:enabled").first());
    assert.equal(await summary.locator(".count").innerText(), "3");
    assert.ok(await first.isVisible(), "the filters stay open");
  }, { context: { viewport: { width: 360, height: 700 } } }],
];
