// The search: which schemes have the words is read from the index (only those of its shards that the query's characters are in), where they
// have them from the texts of the first schemes, which are loaded one after another until the screen is full. Everything comes by script tags,
// so that it works from a disk; the query stands in the address. How the files are made: generator/gongkai/indexing.
(function () {
  "use strict";

  const BREAK = "\n";
  const SKIPPED = "\"'()<>[]{}_-/·‐‑‒–−•‧・‘’“”〈〉《》「」『』【】〔〕〖〗";
  const BREAKS = "\n!#$&*+,:;=?@\\^`|~—―…‥⋯、。";
  const BLANK = /[\u0000-\u0020\u007f-\u00a0\u00ad\u0300-\u036f\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff]/;
  const RANKS = [1, 2, 4, 8, 16]; // names, indicators, headings and people, prose, cells of the table: as bits, the most telling first
  const NAME = 1, GROUPS = [2 | 4, 8, 16]; // the ranks in each group of a scheme's files
  const BLOCK = 30, DIGITS = 5, ALL = 42, ONE = 0x100; // schemes of a block; how the index tells which of them (blocks.py)
  const WORDS = 8, PAIRS = 6; // the most words of a query, and pairs of one word that are asked of the index
  const FEW = 3, SCREEN = 10; // hits of a scheme, and schemes at a time
  const BEFORE = 24, LENGTH = 96; // characters of an excerpt before the first hit, and of all of it
  const PAGES = { "index.html": "公文", "scores.html": "考评表", "organization.html": "组织", "timeline.html": "时间表", "rules.html": "公式等次" };

  const form = document.querySelector(".gk-find-main");
  const input = form.elements.q, year = form.elements.year, region = form.elements.region;
  const facets = form.querySelector(".gk-find-facets");
  const count = document.getElementById("found-count");
  const list = document.getElementById("found");
  const more = document.querySelector(".gk-found-more button");
  const given = { index: new Map(), texts: new Map(), variants: new Map(), shards: 0, schemes: [], regions: [] };
  const NONE = new Map();

  // --- one form for every way to write a word: the same as folding.py ---------------------------------------------------------------

  const forms = new Map();

  function plain(char) {
    if (BREAKS.includes(char)) return BREAK;
    return SKIPPED.includes(char) || BLANK.test(char) ? "" : char;
  }

  function form_(char) {
    let known = forms.get(char);
    if (known === undefined) {
      known = BREAKS.includes(char) ? BREAK : Array.from(char.normalize("NFKD").toLowerCase(), plain).join("");
      forms.set(char, known);
    }
    return known;
  }

  /** What a character comes to; `variants` has the simplified forms of traditional characters. */
  function fold(char, variants) {
    const known = form_(char);
    return variants.size ? Array.from(known, (each) => variants.get(each) || each).join("") : known;
  }

  function folded(text, variants) {
    return Array.from(text, (char) => fold(char, variants)).join("");
  }

  /** The folded text, and for each of its characters where it begins and ends in the text. */
  function mapped(text, variants) {
    const found = { text: "", from: [], to: [] };
    let at = 0;
    for (const char of text) {
      const known = fold(char, variants);
      for (let unit = 0; unit < known.length; unit += 1) {
        found.from.push(at);
        found.to.push(at + char.length);
      }
      found.text += known;
      at += char.length;
    }
    return found;
  }

  function pairsOf(text) {
    const chars = Array.from(text);
    return new Map(chars.filter((_, at) => at % 2 === 0).map((char, at) => [char, chars[2 * at + 1]]));
  }

  function wordsOf(query, variants) {
    const words = query.split(/[\s\u3000]+/).map((word) => folded(word, variants)).join(BREAK).split(BREAK);
    return Array.from(new Set(words.filter(Boolean))).slice(0, WORDS);
  }

  // --- files: each calls one of these functions --------------------------------------------------------------------------------------

  const loads = new Map();

  window.gongkaiSearch = {
    schemes: function (listed) {
      given.shards = listed[0];
      listed[1].forEach(addRegion);
    },
    index: function (shard, blocks) { given.index.set(shard, blocks); },
    text: function (address, number, file) { given.texts.set(address + "#" + number, file); },
    variants: function (pairs) { given.variants = pairsOf(pairs); },
    fold: (text) => folded(text, given.variants)
  };

  function load(source) {
    if (!loads.has(source)) {
      loads.set(source, new Promise(function (resolve, reject) {
        const script = document.createElement("script");
        script.src = source;
        script.onload = resolve;
        script.onerror = function () {
          loads.delete(source);
          reject(new Error(source));
        };
        document.head.appendChild(script);
      }));
    }
    return loads.get(source);
  }

  /** A region's schemes, thirty to a block; the order is that of the index. */
  function addRegion(listed) {
    const place = given.regions.push({ slug: listed[0], name: listed[1] }) - 1;
    let blocks = given.schemes.length ? given.schemes[given.schemes.length - 1].block + 1 : 0, bit = 0;
    listed[3].forEach(function (agency) {
      agency[1].forEach(function (scheme) {
        const facts = typeof scheme === "string" ? [scheme, Number(scheme), 0, 1, 1, 1] : scheme;
        if (bit === BLOCK) { blocks += 1; bit = 0; }
        given.schemes.push({
          address: [listed[0], agency[0], facts[0]].join("/"), region: place, year: facts[1], demo: listed[2], withdrawn: facts[2],
          files: facts.slice(3), block: blocks, bit: 1 << bit, place: given.schemes.length
        });
        bit += 1;
      });
    });
  }

  // --- the index: which schemes have a word, by rank ----------------------------------------------------------------------------------

  function some(text, at) {
    const kind = text.charCodeAt(at);
    if (kind === ALL) return { schemes: (1 << BLOCK) - 1, end: at + 1 };
    if (kind >= ONE) return { schemes: 1 << (kind - ONE), end: at + 1 };
    let value = 0;
    for (let digit = at; digit < at + DIGITS; digit += 1) {
      const code = text.charCodeAt(digit);
      value = value << 6 | (code > 96 ? code - 71 : code > 64 ? code - 65 : code > 47 ? code + 4 : code === 43 ? 62 : 63);
    }
    return { schemes: value, end: at + DIGITS };
  }

  /** The schemes of a block that have the two characters together, in words of the index of one rank; without a second, the first. */
  function together(words, first, second) {
    const start = (" " + words).indexOf(" " + first);
    if (start < 0) return 0;
    let any = 0;
    for (let at = start + 1; at < words.length && words[at] !== " "; ) {
      const read = some(words, at + 1);
      if (words[at] === second) return read.schemes;
      any |= read.schemes;
      at = read.end;
    }
    return second === undefined ? any : 0;
  }

  /** The pairs of a word to look for; of a long one only some, its texts tell the rest. */
  function asked(word) {
    if (word.length === 1) return [[word]];
    const all = Array.from({ length: word.length - 1 }, (_, at) => [word[at], word[at + 1]]);
    return all.length <= PAIRS ? all : Array.from({ length: PAIRS }, (_, at) => all[Math.round(at * (all.length - 1) / (PAIRS - 1))]);
  }

  function shardOf(pair) {
    return pair[0].charCodeAt(0) % given.shards;
  }

  /** For each block, for each rank the schemes that may have the word. */
  function schemesWith(word) {
    const pairs = asked(word);
    return given.index.get(shardOf(pairs[0])).map(function (_, block) {
      return RANKS.map(function (_, rank) {
        return pairs.reduce(function (left, pair) {
          const part = left && given.index.get(shardOf(pair))[block];
          return part && part[rank] ? left & together(part[rank], pair[0], pair[1]) : 0;
        }, (1 << BLOCK) - 1);
      });
    });
  }

  /** The schemes that may have all words, with the ranks of each word as bits. */
  async function candidates(words) {
    await load("schemes.js");
    const shards = new Set([].concat(...words.map((word) => asked(word).map(shardOf))));
    await Promise.all(Array.from(shards, (shard) => load("index-" + shard + ".js")));
    const found = words.map(schemesWith);
    const ranksOf = (scheme, blocks) => RANKS.reduce((bits, rank, at) => bits | (blocks[scheme.block][at] & scheme.bit ? rank : 0), 0);
    const all = given.schemes.map((scheme) => ({ scheme: scheme, ranks: found.map((blocks) => ranksOf(scheme, blocks)) }));
    return all.filter((each) => each.ranks.every(Boolean)).sort(compare);
  }

  /** What only demonstrates last; the best rank first, then what still holds, then the newest. */
  function compare(one, other) {
    const worth = (each) => each.ranks.reduce((sum, bits) => sum + Math.log2(bits & -bits), 0);
    return one.scheme.demo - other.scheme.demo || worth(one) - worth(other) || one.scheme.withdrawn - other.scheme.withdrawn
      || other.scheme.year - one.scheme.year || one.scheme.place - other.scheme.place;
  }

  // --- texts: where a scheme has the words ---------------------------------------------------------------------------------------------

  async function read(scheme, number) {
    await load("../" + scheme.address + "/search-" + number + ".js");
    const file = given.texts.get(scheme.address + "#" + number);
    if (!file.passages) {
      file.variants = pairsOf(file[1]);
      file.names = folded(file[0].names, file.variants);
      file.passages = [].concat(...file[2].map(passagesOf));
      file.passages.forEach((each) => { each.folded = folded(each.text, file.variants); });
    }
    return file;
  }

  function passagesOf(run) {
    const texts = run[2].filter((_, at) => at % 2 === 1);
    return texts.map((text, at) => ({ page: run[1], anchor: run[2][2 * at], text: text }));
  }

  /** The hits of a scheme: some of them, or all. Nothing when it has the characters, but not the words. */
  async function hitsOf(candidate, words, all) {
    const scheme = candidate.scheme, modest = current.total <= FEW; // few schemes may be read to the end
    const found = { scheme: scheme, hits: [], rest: words, complete: false };
    const files = [].concat(...order(candidate, all).map((group) => filesOf(scheme, group)));
    for (let at = 0; at < files.length; at += 1) {
      const file = await read(scheme, files[at].number);
      found.header = file[0];
      found.rest = words.filter((word) => !file.names.includes(word));
      file.passages.forEach((each) => add(found.hits, each, words, file.variants));
      found.complete = at === files.length - 1;
      if (!all && enough(found, files[at].last && !modest)) break;
    }
    return settled(found);
  }

  function filesOf(scheme, group) {
    const before = scheme.files.slice(0, group).reduce((sum, count) => sum + count, 1);
    return Array.from({ length: scheme.files[group] }, (_, at) => ({ number: before + at, last: at === scheme.files[group] - 1 }));
  }

  /** Whether the next file need not be read for a first look. */
  function enough(found, content) {
    return whole(found).length >= (content ? 1 : FEW) || (content && !found.rest.length);
  }

  /** The groups of files to read: first those in which all words may be that are not in the names, then those in which some may be. */
  function order(candidate, all) {
    const unnamed = candidate.ranks.filter((bits) => !(bits & NAME));
    const asked = unnamed.length && !all ? unnamed : candidate.ranks;
    const every = asked.reduce((left, bits) => left & bits), some = candidate.ranks.reduce((any, bits) => any | bits);
    const groups = [0, 1, 2].filter((group) => some & GROUPS[group]);
    const sorted = groups.filter((group) => every & GROUPS[group]).concat(groups.filter((group) => !(every & GROUPS[group])));
    return sorted.length ? sorted : [0];
  }

  function add(hits, passage, words, variants) {
    const own = words.filter((word) => passage.folded.includes(word));
    if (!own.length) return;
    const row = passage.anchor.startsWith("r-") && hits.find((hit) => hit.anchor === passage.anchor);
    if (row) Object.assign(row, { text: passage.text, words: own }); // the whole row begins with its name
    else hits.push({ page: passage.page, anchor: passage.anchor, text: passage.text, words: own, variants: variants });
  }

  function whole(found) {
    return found.hits.filter((hit) => found.rest.every((word) => hit.words.includes(word)));
  }

  /** Passages that have all the words that the scheme's names have not; where there is none, those that have any. */
  function settled(found) {
    const together = whole(found);
    const apart = found.rest.every((word) => found.hits.some((hit) => hit.words.includes(word)));
    if (!together.length && !apart) return null;
    found.apart = !together.length && found.rest.length > 1;
    found.hits = together.length ? together : found.hits;
    return found;
  }

  // --- showing -------------------------------------------------------------------------------------------------------------------------

  function element(name, className, content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    (content || []).forEach((each) => made.append(each));
    return made;
  }

  /** Where the words stand in a text, from … to, in order and apart. */
  function marksIn(text, words, variants) {
    const map = mapped(text, variants), marks = [];
    words.forEach(function (word) {
      for (let at = map.text.indexOf(word); at >= 0; at = map.text.indexOf(word, at + word.length)) {
        marks.push([map.from[at], map.to[at + word.length - 1]]);
      }
    });
    marks.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    return marks.filter((mark, at) => marks.slice(0, at).every((before) => mark[0] >= before[1]));
  }

  /** A text, or an excerpt of it, with the words marked. */
  function marked(text, words, variants, length) {
    const marks = marksIn(text, words, variants);
    const start = length && marks.length && marks[0][0] > BEFORE + 8 ? marks[0][0] - BEFORE : 0;
    const end = length && start + length + 8 < text.length ? start + length : text.length;
    const shown = (from, to) => text.slice(from, to).replace(/\s*\n\s*/g, "　");
    const parts = [start ? "…" : ""];
    let at = start;
    marks.filter((mark) => mark[0] < end).forEach(function (mark) {
      parts.push(shown(at, mark[0]), element("mark", "", [shown(mark[0], Math.min(mark[1], end))]));
      at = Math.min(mark[1], end);
    });
    return parts.concat(shown(at, end), end < text.length ? "…" : "").filter((part) => part !== "");
  }

  function link(address, content) {
    const made = element("a", "", content);
    made.href = address;
    return made;
  }

  function hitItem(found, hit) {
    const address = "../" + found.scheme.address + "/" + hit.page + (hit.anchor ? "#" + hit.anchor : "");
    const words = element("span", "", marked(hit.text, hit.words, hit.variants, LENGTH));
    return element("li", "", [link(address, [element("span", "gk-found-page", [PAGES[hit.page]]), words])]);
  }

  function tags(header) {
    const told = [];
    if (header.demo) told.push(element("strong", "gk-tag gk-tag-amber", ["演示"]));
    if (header.validity) told.push(element("strong", "gk-tag gk-tag-red", [header.validity]));
    return [].concat(...told.map((tag) => [" ", tag]));
  }

  function schemeItem(found, words) {
    const header = found.header;
    const title = link("../" + found.scheme.address + "/index.html", marked(header.title, words, NONE));
    const facts = [header.agency, header.number, header.date].filter(Boolean);
    const item = element("li", "gk-found-scheme", [
      element("h2", "", [title].concat(tags(header))),
      element("p", "gk-quiet", facts.map((fact) => element("span", "", marked(fact, words, NONE))))
    ]);
    if (found.apart) item.append(element("p", "gk-quiet", ["所查的词不在同一处："]));
    if (found.hits.length) item.append(element("ul", "", found.hits.slice(0, FEW).map((hit) => hitItem(found, hit))));
    return item;
  }

  /** The button for all other hits of a scheme; nothing when there are none. */
  function unfold(item, candidate, found, words) {
    const rest = found.hits.length - FEW;
    if (rest <= 0 && found.complete) return;
    const button = element("button", "", [found.complete ? "本方案另有" + rest + "处" : "本方案的其余各处"]);
    button.type = "button";
    button.setAttribute("aria-label", button.textContent + "：" + found.header.title);
    button.addEventListener("click", async function () {
      const whole = await hitsOf(candidate, words, true).catch(failed);
      if (!whole) return;
      const items = whole.hits.map((hit) => hitItem(whole, hit));
      const next = items[Math.min(found.hits.length, FEW)];
      const all = element("ul", "", items);
      const before = item.querySelector("ul");
      if (before) before.remove();
      button.replaceWith(all);
      if (next) next.firstChild.focus();
      else title(item).focus();
    });
    item.append(button);
  }

  function title(item) {
    return item.querySelector("h2 a");
  }

  function failed() {
    count.textContent = "索引没有载入，可能网络中断了，或者文件不全。请刷新这一页再试。";
  }

  // --- one query -----------------------------------------------------------------------------------------------------------------------

  let turn = 0; // the query of this number is the current one; answers to those before are dropped
  let left = []; // candidates not shown yet
  let current = { words: [], total: 0, shown: 0 };

  function quoted(words) {
    return words.map((word) => "“" + word + "”").join("");
  }

  /** Long words of Han characters two by two, for when they stand nowhere as they are: 城乡低保 → 城乡, 低保. */
  function inParts(words) {
    return [].concat(...words.map((word) => (/^[\u4e00-\u9fff]{4,}$/.test(word) ? word.match(/..(?=..)|.{2,3}$/g) : [word])));
  }

  function tell() {
    const query = quoted(input.value.trim().split(/\s+/));
    if (current.inParts && current.total) {
      count.textContent = "没有方案提到" + query + "；同时提到" + quoted(current.words) + "的" + (left.length ? "至多有" : "有") + current.total + "份。";
    } else {
      count.textContent = answer(query);
    }
    more.hidden = !left.length;
    more.textContent = "更多（还有" + left.length + "份）";
  }

  function answer(query) {
    const certain = !left.length || current.words.every((word) => word.length < 3);
    const narrowed = year.value || region.value ? "所选年度、地区内，" : "";
    return current.total
      ? narrowed + (certain ? "共有" : "至多有") + current.total + "份方案提到" + query + "。"
      : narrowed + "没有方案提到" + query + "。请换一个说法，或者少用几个词。";
  }

  /** Show candidates until the screen is full; gives the first new entry. */
  async function show(own) {
    let first = null;
    for (let shown = 0; left.length && shown < SCREEN; ) {
      const batch = left.slice(0, shown ? 1 : FEW);
      const found = await Promise.all(batch.map((candidate) => hitsOf(candidate, current.words, false)));
      if (own !== turn) return null;
      left = left.slice(batch.length);
      found.forEach(function (each, at) {
        if (!each) { current.total -= 1; return; }
        const item = schemeItem(each, current.words);
        unfold(item, batch[at], each, current.words);
        list.append(item);
        first = first || item;
        shown += 1;
      });
      if (shown >= FEW && list.getBoundingClientRect().bottom > window.innerHeight) break;
    }
    const parts = inParts(current.words);
    if (!current.total && parts.length > current.words.length) return search(parts);
    tell();
    return first;
  }

  /** Answer what stands in the form; `parts` are the words instead, when those found nothing. */
  async function search(parts) {
    const own = turn += 1;
    let words = parts || wordsOf(input.value, given.variants);
    if (!words.length) return clear();
    document.documentElement.classList.add("gk-asked");
    let found = await candidates(words);
    if (!found.length && !given.variants.size) {
      // no text of the index has a traditional character: only a query that finds nothing needs to be told what they stand for
      await load("variants.js");
      words = wordsOf(input.value, given.variants);
      found = await candidates(words);
    }
    if (own !== turn) return undefined;
    offer(found);
    left = found.filter((each) => (!year.value || String(each.scheme.year) === year.value)
      && (!region.value || given.regions[each.scheme.region].slug === region.value));
    current = { words: words, total: left.length, inParts: Boolean(parts) };
    list.textContent = "";
    return show(own);
  }

  function clear() {
    left = [];
    list.textContent = count.textContent = "";
    more.hidden = facets.hidden = true;
    document.documentElement.classList.remove("gk-asked");
  }

  /** Years and regions to choose from, with how many schemes each; a choice that was made stays. */
  function offer(found) {
    const years = tally(found, (each) => String(each.scheme.year)).sort((one, other) => Number(other[0]) - Number(one[0]));
    const regions = tally(found, (each) => given.regions[each.scheme.region].slug);
    const named = new Map(given.regions.map((each) => [each.slug, each.name]));
    choose(year, years.map((each) => [each[0], each[0] + "年（" + each[1] + "）"]));
    choose(region, regions.map((each) => [each[0], named.get(each[0]) + "（" + each[1] + "）"]));
    facets.hidden = false;
  }

  function tally(found, of) {
    const counts = new Map();
    found.forEach((each) => counts.set(of(each), (counts.get(of(each)) || 0) + 1));
    return Array.from(counts);
  }

  function choose(select, options) {
    const chosen = select.value || select.dataset.wanted || "";
    delete select.dataset.wanted;
    select.length = 1;
    if (chosen && !options.some((each) => each[0] === chosen)) options.push([chosen, chosen]);
    options.forEach((each) => select.add(new Option(each[1], each[0], false, each[0] === chosen)));
  }

  // --- the form and the address --------------------------------------------------------------------------------------------------------

  function keep() {
    const state = new URLSearchParams();
    [input, year, region].forEach((field) => { if (field.value) state.set(field.name, field.value); });
    const address = String(state);
    try {
      history.replaceState(null, "", address ? "?" + address : location.pathname);
    } catch (refused) { // some browsers let a page from a disk change nothing but the fragment
      location.replace("#" + address);
    }
  }

  function restore() {
    const state = new URLSearchParams(location.hash.includes("q=") ? location.hash.slice(1) : location.search);
    input.value = state.get("q") || "";
    [year, region].forEach(function (select) {
      select.value = "";
      select.dataset.wanted = state.get(select.name) || "";
      if (select.dataset.wanted) choose(select, []);
    });
    return search().catch(failed);
  }

  let waiting = 0;
  function changed() {
    clearTimeout(waiting);
    keep();
    search().catch(failed);
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    changed();
  });
  input.addEventListener("input", function (event) { // letters of a word that is still being composed (拼音) ask for nothing
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(changed, 200);
  });
  input.addEventListener("compositionend", function () { waiting = setTimeout(changed, 200); });
  year.addEventListener("change", changed);
  region.addEventListener("change", changed);
  more.addEventListener("click", function () {
    show(turn).then((item) => { if (item) title(item).focus(); }).catch(failed);
  });
  window.addEventListener("popstate", restore);
  document.addEventListener("keydown", function (event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = [input].concat(Array.from(list.querySelectorAll("a, button")), more.hidden ? [] : more);
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!stops.includes(document.activeElement) || !next) return;
    event.preventDefault();
    next.focus();
  });

  // --- the key that leads here from any page can be switched off: who speaks to the computer may type it unawares ----------------------

  const slash = document.getElementById("slash");
  try {
    slash.checked = localStorage.getItem("gk-slash") !== "off";
  } catch (refused) {
    slash.disabled = true;
  }
  slash.addEventListener("change", function () { localStorage.setItem("gk-slash", slash.checked ? "on" : "off"); });
  restore();
})();
