// Writes the texts of content/addons for other site makers: one page per add-on and language, its chapters below each
// other, in the Markdown that each of them knows.
//
//     node texts.mjs FOLDER

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [folder] = process.argv.slice(2);
const CONTENT = "content/addons";
const LANGUAGES = { en: "English", fr: "Français" };
const CHAPTERS = {
  decide: ["Decide", "Décider"], install: ["Install", "Installer"], settings: ["Settings", "Réglages"], use: ["Use", "Utiliser"],
  production: ["Production", "Production"], pitfalls: ["Pitfalls", "Pièges"], links: ["Links", "Liens"],
};

const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const value = (toml, key) => new RegExp(`^${key.replaceAll(".", "\\.")} = "(.*)"$`, "m").exec(toml)?.[1].replaceAll('\\"', '"') ?? "";

const addons = readdirSync(CONTENT).filter((name) => !name.startsWith(".")).map((slug) => {
  const toml = readFileSync(join(CONTENT, slug, "addon.toml"), "utf8");
  const own = toml.split("[[tabs]]").slice(1).map((tab) => [value(tab, "key"), value(tab, "title.en"), value(tab, "title.fr")]);
  const chapters = Object.entries(CHAPTERS).flatMap(([key, titles]) => [[key, ...titles], ...(key === "use" ? own : [])]);
  return { slug, name: value(toml, "name"), summary: { en: value(toml, "summary.en"), fr: value(toml, "summary.fr") }, chapters };
});

// A chapter below the page's own title: headings one level down, links to the other pages, fences and remarks as the
// site maker writes them.
function chapter(text, maker) {
  let fence = false;
  const lines = [];
  for (const line of text.split("\n")) {
    const opens = /^```(\w+)(.*)$/.exec(line);
    if (opens && !fence) {
      fence = true;
      lines.push(maker.fence(opens[1], /file=(\S+)/.exec(opens[2])?.[1]));
    } else if (fence) {
      fence = line !== "```";
      lines.push(line);
    } else {
      lines.push(line
        .replace(/^(##+) /, "#$1 ")
        .replace(/\]\(addon:([\w-]+)/g, "]($1.md")
        .replace(/\]\(page:\w+\)/g, "](../index.md)"));
    }
  }
  return maker.remarks(lines).join("\n");
}

const page = (addon, language, maker) => [
  `# ${addon.name}`, "", addon.summary[language], "",
  ...addon.chapters.flatMap(([key, en, fr]) => [
    `## ${language === "en" ? en : fr} {#${key}}`, "",
    chapter(readFileSync(join(CONTENT, addon.slug, `${key}.${language}.md`), "utf8"), maker), "",
  ]),
].join("\n");

const list = (language) => [
  "# Django Add-on Guide", "", ...addons.map(({ slug, name, summary }) => `- [${name}](addons/${slug}.md): ${summary[language]}`), "",
].join("\n");

const material = {
  fence: (language, file) => `\`\`\`${language === "env" ? "bash" : language}${file ? ` title="${file}"` : ""}`,
  remarks: (lines) => {
    let inside = false;
    return lines.flatMap((line) => {
      const opens = /^> \[!(\w+)\]/.exec(line);
      if (opens) {
        inside = true;
        return [`!!! ${{ CAUTION: "danger" }[opens[1]] ?? opens[1].toLowerCase()}`, ""];
      }
      inside &&= line.startsWith(">");
      return inside ? [`    ${line.replace(/^> ?/, "")}`] : [line];
    });
  },
};
// Vue reads what stands between double braces, but in fences.
const spared = (line) => line.replace(/`([^`]*\{\{[^`]*)`/g, (_, code) =>
  `<code v-pre>${code.replaceAll("\\|", "|").replace(/[&<>|]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</code>`);
const vitepress = {
  fence: (language) => `\`\`\`${language === "env" ? "dotenv" : language}`,
  remarks: (lines) => {
    let fence = false;
    return lines.map((line) => {
      if (line.startsWith("```")) fence = !fence;
      return fence ? line : spared(line);
    });
  },
};

for (const language of Object.keys(LANGUAGES)) {
  write(`mkdocs/${language}/docs/index.md`, list(language));
  write(`vitepress/${language}/index.md`, list(language));
  for (const addon of addons) {
    write(`mkdocs/${language}/docs/addons/${addon.slug}.md`, page(addon, language, material));
    write(`vitepress/${language}/addons/${addon.slug}.md`, page(addon, language, vitepress));
  }
  const alternate = Object.entries(LANGUAGES).map(([code, name]) => `    - { name: ${name}, link: /${code}/, lang: ${code} }`);
  write(`mkdocs/${language}/mkdocs.yml`, `site_name: Django Add-on Guide
theme:
  name: material
  language: ${language}
  font: false
  features: [navigation.instant, navigation.tracking, search.suggest, search.highlight, content.code.copy]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
plugins:
  - search:
      lang: ${language}
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.inlinehilite
  - pymdownx.snippets
  - pymdownx.highlight:
      anchor_linenums: true
      line_spans: __span
      pygments_lang_class: true
extra:
  alternate:
${alternate.join("\n")}
`);
}
const sidebar = (language) => addons.map(({ slug, name }) => ({ text: name, link: `/${language}/addons/${slug}` }));
const locales = Object.fromEntries(Object.entries(LANGUAGES).map(([code, label]) => [code, { label, lang: code, themeConfig: { sidebar: sidebar(code) } }]));
write("vitepress/.vitepress/config.mjs", `export default ${JSON.stringify({
  title: "Django Add-on Guide", cleanUrls: false, ignoreDeadLinks: true, locales,
  themeConfig: { search: { provider: "local" } },
}, null, 2)};\n`);
