// The page about the guide itself: its proof, in numbers and pair by pair.
import assert from "node:assert/strict";

export default [
  ["says what the guide rests on", async ({ page, open, at }) => {
    await open(at("about/"));
    for (const series of ["5.2", "6.1"]) {
      const header = page.getByRole("rowheader", { name: new RegExp(`^${series.replace(".", "\\.")}\\.\\d+$`) });
      const cells = await page.locator("tr", { has: header }).locator("td").allInnerTexts();
      const [projects, steps, , checks] = cells.map((text) => Number(text.replace(/\D/g, "")));
      assert.ok(projects > 1000 && steps > 10 * projects && checks > 1000, `${series}: ${cells.join(", ")}`);
    }
    assert.ok((await page.locator("kbd").count()) > 4);
  }],
  ["shows what became of every pair, and leads to it", async ({ page, open, at, lang }) => {
    await open(at("about/"));
    const addons = await page.locator(".pairs tbody tr").count();
    assert.equal(await page.locator(".pairs tbody td").count(), (addons * (addons - 1)) / 2);
    assert.equal(await page.locator(".pairs td.unproven").count(), 0);
    await page.locator(".pairs td.conflict a").first().click();
    await page.waitForURL(new RegExp(`/${lang}/compose/#v1&`));
    await page.waitForSelector("body[data-ready]");
    assert.equal(await page.locator("[data-peek] > label > input:checked").count(), 2);
  }],
];
