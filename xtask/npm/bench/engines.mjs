// The engines, each behind the same three functions: load what is needed, build, and find the numbers of documents.
//
// What the others lack out of the box and any developer would add is added here: accents folded, identifiers split, all
// words first and any word after, a beginning for the last word, weights for the fields.

const FIELDS = { name: 8, defined: 5, alias: 5, heading: 5, words: 4, other: 2, summary: 3, prose: 1 };
const NAMES = Object.keys(FIELDS);
const LIMIT = 20;

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
// Words, and of an identifier also its parts.
const tokens = (text) => {
  const found = [];
  for (const word of text.match(/[\p{L}\p{N}_]+/gu) ?? []) {
    const parts = word.split(/_+|(?<=[a-z]{2})(?=[A-Z])/).filter(Boolean);
    if (parts.length > 1) found.push(...parts.map(folded));
    found.push(folded(word));
  }
  return found;
};
const json = async (name) => (await fetch(name)).json();
const byId = (documents) => documents.map((document) => Object.fromEntries(["id", ...NAMES].map((name) => [name, document[name] ?? ""])));

const ENGINES = {
  ours: {
    async load(lang, size) {
      this.bytes = new Uint8Array(await (await fetch(`index-${lang}-${size}.bin`)).arrayBuffer());
      this.wasm = (await WebAssembly.instantiateStreaming(fetch("engine.wasm"))).instance.exports;
    },
    build() {
      const at = this.wasm.room(this.bytes.length);
      new Uint8Array(this.wasm.memory.buffer).set(this.bytes, at);
      this.memory = this.wasm.load();
      this.at = this.wasm.room(1000);
      this.input = new Uint8Array(this.wasm.memory.buffer, this.at, 1000);
    },
    find(query) {
      if (this.input.length === 0) this.input = new Uint8Array(this.wasm.memory.buffer, this.at, 1000);
      const count = this.wasm.find(ENCODER.encodeInto(query, this.input).written);
      return new Uint32Array(this.wasm.memory.buffer, this.wasm.results(), 2 * count);
    },
    places(found) {
      const places = [];
      for (let at = 0; at < found.length; at += 2) places.push(this.first[found[at]] + found[at + 1]);
      return places;
    },
  },
  minisearch: {
    async load() { this.MiniSearch = (await import("./minisearch.js")).default; },
    build(documents) {
      this.index = new this.MiniSearch({
        fields: NAMES, tokenize: tokens, processTerm: (term) => term,
        searchOptions: {
          boost: FIELDS, fuzzy: (term) => (term.length > 3 ? 0.2 : false), prefix: (_, at, all) => at === all.length - 1,
          weights: { fuzzy: 0.3, prefix: 0.6 }, combineWith: "AND", tokenize: (text) => (text.match(/[\p{L}\p{N}_]+/gu) ?? []).map(folded),
        },
      });
      this.index.addAll(documents);
    },
    find(query) {
      const found = this.index.search(query);
      return (found.length > 0 || !this.anyWord ? found : this.index.search(query, { combineWith: "OR" })).slice(0, LIMIT);
    },
    places: (found) => found.map(({ id }) => id),
  },
  flexsearch: {
    async load() { this.FlexSearch = await import("./flexsearch.js"); },
    build(documents) {
      const { Document } = this.FlexSearch.default ?? this.FlexSearch;
      this.index = new Document({ document: { id: "id", index: NAMES.map((field) => ({ field, tokenize: "forward", encode: tokens })) } });
      for (const document of documents) this.index.add(document);
    },
    find(query) {
      // The best place in any field, by the weight of the field.
      const scores = new Map();
      const all = this.index.search(query, { limit: LIMIT });
      for (const { field, result } of all.length > 0 ? all : this.index.search(query, { limit: LIMIT, suggest: true })) {
        result.forEach((id, at) => scores.set(id, (scores.get(id) ?? 0) + FIELDS[field] / (at + 2)));
      }
      return [...scores].sort((a, b) => b[1] - a[1]).slice(0, LIMIT);
    },
    places: (found) => found.map(([id]) => id),
  },
  fuse: {
    async load() { this.Fuse = (await import("./fuse.js")).default; },
    build(documents) {
      this.index = new this.Fuse(documents, {
        keys: NAMES.map((name) => ({ name, weight: FIELDS[name] })), ignoreDiacritics: true, ignoreLocation: true,
        threshold: 0.2, minMatchCharLength: 2, useExtendedSearch: false,
      });
    },
    find(query) { return this.index.search(query, { limit: LIMIT }); },
    places: (found) => found.map(({ item }) => item.id),
  },
  lunr: {
    async load() {
      await new Promise((done, fail) => {
        const script = Object.assign(document.createElement("script"), { src: "lunr.js", onload: done, onerror: fail });
        document.head.append(script);
      });
    },
    build(documents) {
      const fold = (token) => token.update(folded);
      window.lunr.Pipeline.registerFunction(fold, "fold");
      this.index = window.lunr(function build() {
        this.ref("id");
        for (const name of NAMES) this.field(name, { boost: FIELDS[name] });
        this.pipeline.before(window.lunr.stemmer, fold);
        this.tokenizer = (text) => tokens(String(text ?? "")).map((word) => new window.lunr.Token(word, {}));
        for (const document of documents) this.add(document);
      });
    },
    find(query) {
      const words = [...new Set((query.match(/[\p{L}\p{N}_]+/gu) ?? []).map(folded))];
      const { wildcard, presence } = { wildcard: window.lunr.Query.wildcard, presence: window.lunr.Query.presence };
      if (words.length === 0) return [];
      return this.index.query((asked) => {
        words.forEach((word, at) => {
          const last = at === words.length - 1;
          asked.term(word, { presence: presence.OPTIONAL, boost: 10 });
          if (last) asked.term(word, { wildcard: wildcard.TRAILING, usePipeline: false, boost: 4 });
          if (word.length > 3) asked.term(word, { editDistance: word.length > 7 ? 2 : 1, usePipeline: false });
        });
      }).slice(0, LIMIT);
    },
    places: (found) => found.map(({ ref }) => Number(ref)),
  },
};

// The same, but any word will do where all words find nothing.
ENGINES["minisearch, any word"] = { ...ENGINES.minisearch, anyWord: true };

const ENCODER = new TextEncoder();
let engine;
let documents;

window.load = async (name, lang, size) => {
  engine = ENGINES[name];
  window.which = [lang, size];
  await engine.load(lang, size);
  if (name !== "ours") documents = byId(await json(`documents-${lang}-${size}.json`));
};

window.build = () => {
  const start = performance.now();
  engine.build(documents);
  engine.find("celery");
  return { ready: performance.now() - start, memory: engine.memory ?? 0 };
};

// Types each text letter by letter; gives the microseconds of each keystroke. In mixed order, so that what an engine has
// no time for is missing everywhere alike.
window.type = (texts) => {
  const keystrokes = texts.flatMap((text) => [...text].map((_, at) => [...text].slice(0, at + 1).join("")));
  let seed = 1;
  for (let at = keystrokes.length - 1; at > 0; at -= 1) {
    seed = (seed * 16807) % 2147483647;
    const other = seed % (at + 1);
    [keystrokes[at], keystrokes[other]] = [keystrokes[other], keystrokes[at]];
  }
  // The least of three passes: what else runs on the machine only ever adds.
  const times = [];
  const pass = (budget) => {
    const end = performance.now() + budget;
    for (const [at, keystroke] of keystrokes.entries()) {
      let count = 0;
      const start = performance.now();
      let now = start;
      // The clock ticks every 5 microseconds: quick answers are asked for again until 100 have passed.
      do {
        engine.find(keystroke);
        count += 1;
        now = performance.now();
      } while (now - start < 0.1);
      times[at] = Math.min(times[at] ?? Infinity, ((now - start) * 1000) / count);
      if (now > end) break;
    }
  };
  for (const budget of [12000, 8000, 8000]) pass(budget);
  return times;
};

// The places that are found for each text: add-on, tab, anchor.
window.answer = async (texts) => {
  const [lang, size] = window.which;
  const all = await json(`documents-${lang}-${size}.json`);
  engine.first = all.filter(({ section }) => section === 0).map(({ id }) => id);
  const place = (id) => [all[id].addon, all[id].tab, all[id].anchor];
  return texts.map((text) => engine.places(engine.find(text)).map(place));
};
