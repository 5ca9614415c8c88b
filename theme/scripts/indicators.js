// The search over all indicators. What there is to search is listed in slices.js; the rows stand in one file for each agency and are
// fetched, by script elements because a page from a disk may use nothing else, only when a question needs them. What was asked stands in
// the address (#q=…&year=…), so that it can be sent on. Without this script the page lists every score table.
(function () {
  "use strict";
  const form = document.getElementById("ask");
  if (!form) return;
  const ROWS = 50;         // results on one page
  const AT_ONCE = 4;       // files asked for at the same time
  const AHEAD = 20000;     // rows that are fetched without a further word from the reader
  const NAMES = ["q", "year", "region", "agency", "component", "unit"];
  const found = document.getElementById("found");
  const tables = document.getElementById("tables");
  const count = document.getElementById("ask-count");
  const clear = document.getElementById("ask-clear");

  /** @type {{agencies: Agency[], components: string[], units: string[]} | null} */
  let known = null;
  let question = null;     // what is being looked for; a new one makes the old one void
  let page = 1;

  // --- what is asked ----------------------------------------------------------------------------------------------------------------

  /** Full and half width, upper and lower case, brackets, marks and spaces make no difference. */
  function folded(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\s!-/:-@[-`{-~·—‘’“”…、。〈-】〔〕]+/g, "");
  }

  function field(name) {
    return form.elements[name];
  }

  function given() {
    return NAMES.filter(function (name) { return field(name).value.trim(); });
  }

  function address(number) {
    const parts = given().map(function (name) { return name + "=" + encodeURIComponent(field(name).value.trim()); });
    if (number > 1) parts.push("page=" + number);
    return "#" + parts.join("&");
  }

  /** An address that names a place in the page (#main) asks for nothing. */
  function restore() {
    if (location.hash && location.hash.indexOf("=") < 0) return;
    const asked = {};
    location.hash.slice(1).split("&").forEach(function (part) {
      const at = part.indexOf("=");
      if (at < 1) return;
      try { asked[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1)); } catch (broken) { return; }
    });
    NAMES.forEach(function (name) {
      field(name).value = asked[name] || "";
      if (name === "region") offerAgencies();
      if (field(name).selectedIndex === -1) field(name).selectedIndex = 0;
    });
    page = Math.max(1, parseInt(asked.page, 10) || 1);
    ask();
  }

  function changed() {
    page = 1;
    const target = address(1);
    history.replaceState(null, "", target === "#" ? location.href.split("#")[0] : target);
    ask();
  }

  // --- what there is ----------------------------------------------------------------------------------------------------------------

  function load(source, done) {
    const script = document.createElement("script");
    script.src = source;
    script.onload = function () { script.remove(); done(true); };
    script.onerror = function () { script.remove(); done(false); };
    document.head.appendChild(script);
  }

  /** @typedef {{home: string, region: string, name: string, place: string, tables: number[][], rows: number, components: number[],
   *             units: number[], schemes: Scheme[] | null, state: string}} Agency */
  window.gongkaiSlices = function (listed) {
    const regions = listed.regions;
    known = {
      components: listed.components,
      units: listed.units,
      agencies: listed.agencies.map(function (each) {
        const sizes = each[3].map(function (table) { return table[1]; });
        return {
          home: each[0], region: each[0].split("/")[0], place: regions[each[1]], name: each[2], tables: each[3],
          rows: sizes.reduce(function (sum, size) { return sum + size; }, 0),
          components: each[4], units: each[5], schemes: null, state: ""
        };
      })
    };
    offer();
  };

  /** @typedef {{address: string, year: number, components: string[], units: string[], rows: any[][], texts: string[] | null}} Scheme */
  window.gongkaiIndicators = function (home, schemes) {
    const agency = known.agencies.find(function (each) { return each.home === home; });
    agency.schemes = schemes.map(function (each) {
      return { address: each[0], year: each[1], components: each[2], units: each[3], rows: each[4], texts: null };
    }).sort(function (one, other) { return other.year - one.year; });
  };

  function options(select, choices) {
    const chosen = select.value;
    select.length = 1;
    choices.forEach(function (choice) { select.add(new Option(choice[1], choice[0])); });
    select.value = chosen;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }

  function offer() {
    const years = new Set(), regions = new Map();
    known.agencies.forEach(function (agency) {
      agency.tables.forEach(function (table) { years.add(table[0]); });
      regions.set(agency.region, agency.place);
    });
    options(field("year"), Array.from(years).sort().reverse().map(function (year) { return [String(year), year + "年度"]; }));
    options(field("region"), Array.from(regions));
    offerAgencies();
  }

  /** The agencies of the chosen region, and the components and units of the chosen agency, region or all. */
  function offerAgencies() {
    if (!known) return;
    const region = field("region").value;
    const here = known.agencies.filter(function (each) { return !region || each.region === region; });
    options(field("agency"), here.map(function (each) { return [each.home, each.name]; }));
    const home = field("agency").value;
    const chosen = here.filter(function (each) { return !home || each.home === home; });
    ["component", "unit"].forEach(function (name) {
      const places = new Set();
      chosen.forEach(function (each) { each[name + "s"].forEach(function (place) { places.add(place); }); });
      const list = document.getElementById("ask-" + name + "s");
      list.textContent = "";
      Array.from(places).slice(0, 500).forEach(function (place) { list.appendChild(new Option(known[name + "s"][place])); });
    });
  }

  // --- looking ----------------------------------------------------------------------------------------------------------------------

  function ask() {
    clear.hidden = !given().length;
    if (!given().length) {
      question = null;
      found.hidden = true;
      tables.hidden = false;
      count.value = "";
      return;
    }
    if (!known) return fetchIndex();
    question = posed();
    tables.hidden = true;
    found.hidden = false;
    question.agencies.forEach(function (agency) { if (agency.schemes) look(agency, question); });
    advance(question);
  }

  function posed() {
    const words = field("q").value.split(/\s+/).map(folded).filter(Boolean);
    const asked = {
      words: words, year: Number(field("year").value), region: field("region").value, agency: field("agency").value,
      component: folded(field("component").value), unit: folded(field("unit").value),
      agencies: [], hits: new Map(), waiting: 0, left: 0, allowed: AHEAD, shown: 0
    };
    const components = holding(known.components, asked.component), units = holding(known.units, asked.unit);
    asked.agencies = known.agencies.filter(function (each) {
      return (!asked.region || each.region === asked.region) && (!asked.agency || each.home === asked.agency)
        && (!asked.year || each.tables.some(function (table) { return table[0] === asked.year; }))
        && (!asked.component || each.components.some(function (place) { return components.has(place); }))
        && (!asked.unit || each.units.some(function (place) { return units.has(place); }));
    });
    return asked;
  }

  /** The places of the names that hold the word. */
  function holding(names, word) {
    const places = new Set();
    if (word) names.forEach(function (name, place) { if (folded(name).indexOf(word) >= 0) places.add(place); });
    return places;
  }

  /** Note what an agency's rows have to the question: for each scheme the numbers of the rows. */
  function look(agency, asked) {
    const hits = [];
    let total = 0;
    agency.schemes.forEach(function (scheme) {
      if (asked.year && scheme.year !== asked.year) return;
      const rows = lookInto(scheme, agency, asked);
      total += rows.length;
      if (rows.length) hits.push({ scheme: scheme, rows: rows });
    });
    asked.hits.set(agency, { schemes: hits, total: total });
  }

  function lookInto(scheme, agency, asked) {
    const components = holding(scheme.components, asked.component), units = holding(scheme.units, asked.unit);
    const whole = folded(agency.place + agency.name) + "|" + scheme.year;
    const words = asked.words.filter(function (word) { return whole.indexOf(word) < 0; });
    if (words.length && !scheme.texts) scheme.texts = texts(scheme);
    const hits = [];
    scheme.rows.forEach(function (row, number) {
      if (asked.component && !components.has(row[4])) return;
      if (asked.unit && !row[5].some(function (unit) { return units.has(unit); })) return;
      if (words.every(function (word) { return scheme.texts[number].indexOf(word) >= 0; })) hits.push(number);
    });
    return hits;
  }

  /** What words are looked for in, of each row: its name, those above it, its component, units and target. */
  function texts(scheme) {
    const above = [], components = scheme.components.map(folded), units = scheme.units.map(folded);
    return scheme.rows.map(function (row) {
      above.length = row[1] - 1;
      above.push(folded(row[2]));
      const held = row[5].map(function (unit) { return units[unit]; });
      return above.concat(held, components[row[4]] || "", folded(row[7])).join("|");
    });
  }

  /** Fetch what is still missing for the question, some at a time; show what there is. */
  function advance(asked) {
    if (asked !== question) return;
    const missing = asked.agencies.filter(function (each) { return !each.schemes && each.state !== "failed"; });
    const idle = missing.filter(function (each) { return each.state !== "loading"; });
    asked.left = missing.length;
    asked.waiting = missing.length - idle.length;
    while (asked.waiting < AT_ONCE && idle.length && asked.allowed > 0) {
      asked.waiting += 1;
      fetchSlice(idle.shift(), asked);
    }
    if (asked.waiting && Date.now() - asked.shown < 250) return;
    asked.shown = Date.now();
    show(asked);
  }

  function fetchSlice(agency, asked) {
    agency.state = "loading";
    asked.allowed -= agency.rows;
    load("../" + agency.home + "/indicators.js", function (fine) {
      agency.state = fine && agency.schemes ? "" : "failed";
      const now = question;
      if (now && agency.schemes && now.agencies.indexOf(agency) >= 0) look(agency, now);
      if (now) advance(now);
    });
  }

  let fetching = false;
  function fetchIndex() {
    if (known || fetching) return;
    fetching = true;
    load("slices.js", function () {
      fetching = false;
      if (known) restore();
      else count.value = "指标的清单没有读到，请刷新页面再试。";
    });
  }

  // --- showing ----------------------------------------------------------------------------------------------------------------------

  function make(tag, values, children) {
    const element = document.createElement(tag);
    Object.keys(values || {}).forEach(function (name) {
      if (name === "text") element.textContent = values[name];
      else element.setAttribute(name, values[name]);
    });
    (children || []).forEach(function (child) { element.appendChild(child); });
    return element;
  }

  function show(asked) {
    const total = Array.from(asked.hits.values()).reduce(function (sum, each) { return sum + each.total; }, 0);
    const pages = Math.max(1, Math.ceil(total / ROWS));
    const failed = asked.agencies.filter(function (each) { return each.state === "failed"; });
    if (!asked.waiting) page = Math.min(page, pages);
    found.textContent = "";
    found.appendChild(summary(asked, total));
    if (total) found.appendChild(resultTable(asked, total));
    if (pages > 1) found.appendChild(pager(pages));
    if (asked.left && !asked.waiting) found.appendChild(more(asked));
    if (failed.length && !asked.waiting) found.appendChild(again(failed));
    if (!asked.waiting) count.value = said(asked, total);
  }

  function said(asked, total) {
    const looked = asked.agencies.filter(function (each) { return each.schemes; }).length;
    const where = asked.left ? "已查" + looked + "个机构，还有" + asked.left + "个" : "共查" + looked + "个机构";
    return (total ? "找到" + total + "项指标" : "没有找到") + "，" + where;
  }

  /** How the results spread over years and agencies; each a way to narrow the question. */
  function summary(asked, total) {
    const box = make("div", { "class": "gk-spread" });
    if (asked.waiting) {
      const done = asked.agencies.filter(function (each) { return each.schemes; }).length;
      box.appendChild(make("p", { "class": "gk-quiet" }, [
        make("progress", { max: asked.agencies.length, value: done, "aria-label": "读取进度" }),
        document.createTextNode(" 正在读取，已找到" + total + "项")
      ]));
    }
    const years = new Map(), agencies = new Map();
    asked.agencies.forEach(function (agency) {
      const hits = asked.hits.get(agency);
      if (!hits || !hits.total) return;
      agencies.set(agency, hits.total);
      hits.schemes.forEach(function (each) { years.set(each.scheme.year, (years.get(each.scheme.year) || 0) + each.rows.length); });
    });
    const byYear = Array.from(years).sort(function (one, other) { return other[0] - one[0]; });
    const byAgency = Array.from(agencies).sort(function (one, other) { return other[1] - one[1]; });
    if (byYear.length > 1) box.appendChild(spread("按年度", "year", byYear, function (year) { return [String(year), year + "年度"]; }));
    if (byAgency.length > 1) box.appendChild(spread("按机构", "agency", byAgency.slice(0, 8), function (each) { return [each.home, each.name]; }));
    return box;
  }

  function spread(label, name, counts, option) {
    return make("p", {}, [make("span", { "class": "gk-quiet", text: label })].concat(counts.map(function (pair) {
      const choice = option(pair[0]);
      const button = make("button", { type: "button", text: choice[1] + " " + pair[1] + "项" });
      button.addEventListener("click", function () {
        field(name).value = choice[0];
        field(name).focus();
        changed();
      });
      return button;
    })));
  }

  function resultTable(asked, total) {
    const first = (page - 1) * ROWS, last = Math.min(first + ROWS, total);
    const body = make("tbody");
    let at = 0;
    asked.agencies.forEach(function (agency) {
      const hits = asked.hits.get(agency);
      if (!hits) return;
      hits.schemes.forEach(function (each) {
        each.rows.forEach(function (number) {
          if (at >= first && at < last) body.appendChild(resultRow(agency, each.scheme, number));
          at += 1;
        });
      });
    });
    const heads = ["指标", "分值", "考评内容", "责任单位", "完成时限", "方案"].map(function (text) { return make("th", { scope: "col", text: text }); });
    const caption = make("caption", { text: "第" + (first + 1) + "至" + last + "项，共" + total + "项" });
    return make("table", { "class": "gk-found gk-zebra" }, [caption, make("thead", {}, [make("tr", {}, heads)]), body]);
  }

  function resultRow(agency, scheme, number) {
    const row = scheme.rows[number];
    const name = make("th", { scope: "row" }, [make("a", { href: "../" + scheme.address + "/scores.html#r-" + row[0], text: row[2] })]);
    const parent = row[1] > 1 ? scheme.rows.slice(0, number).reverse().find(function (each) { return each[1] < row[1]; }) : null;
    if (parent) name.appendChild(make("small", { text: parent[2] }));
    if (row[7]) name.appendChild(make("small", { text: "目标值：" + row[7] }));
    const units = row[5].map(function (unit) { return scheme.units[unit]; }).join("、");
    const place = make("td", { "data-label": "方案" }, [
      make("a", { href: "../" + agency.home + "/index.html", text: agency.name }), document.createTextNode(" "),
      make("a", { href: "../" + scheme.address + "/index.html", text: scheme.year + "年度", "class": "gk-nowrap" })
    ]);
    const cells = [["分值", row[3], "gk-num"], ["考评内容", scheme.components[row[4]] || ""], ["责任单位", units], ["完成时限", row[6]]];
    return make("tr", {}, [name].concat(cells.map(function (cell) {
      return make("td", { "data-label": cell[0], text: cell[1] || "—", "class": cell[1] ? cell[2] || "" : "gk-none" });
    }), [place]));
  }

  function pager(pages) {
    const steps = [page > 1 ? ["上一页", page - 1, "prev"] : null, page < pages ? ["下一页", page + 1, "next"] : null].filter(Boolean);
    const items = steps.map(function (step) { return make("li", {}, [make("a", { href: address(step[1]), rel: step[2], text: step[0] })]); });
    items.splice(page > 1 ? 1 : 0, 0, make("li", {}, [make("span", { "aria-current": "page", text: "第" + page + "页，共" + pages + "页" })]));
    return make("nav", { "class": "gk-steps", "aria-label": "结果分页" }, [make("ul", {}, items)]);
  }

  function more(asked) {
    const button = make("button", { type: "button", text: "继续查找其余" + asked.left + "个机构" });
    button.addEventListener("click", function () {
      asked.allowed = Infinity;
      advance(asked);
    });
    return make("p", { "class": "gk-further" }, [button]);
  }

  function again(failed) {
    const button = make("button", { type: "button", text: "再试一次" });
    button.addEventListener("click", function () {
      failed.forEach(function (each) { each.state = ""; });
      ask();
    });
    return make("p", { "class": "gk-further" }, [document.createTextNode("有" + failed.length + "个机构的指标没有读到。 "), button]);
  }

  // --- events -----------------------------------------------------------------------------------------------------------------------

  let typing = 0;
  function typed(event) {
    // while a word is still being composed (拼音) its letters ask for nothing
    if (event.isComposing) return;
    clearTimeout(typing);
    typing = setTimeout(changed, 150);
  }
  ["q", "component", "unit"].forEach(function (name) {
    field(name).addEventListener("input", typed);
    field(name).addEventListener("compositionend", typed);
  });
  ["year", "region", "agency"].forEach(function (name) {
    field(name).addEventListener("change", function () {
      if (name !== "year") offerAgencies();
      changed();
    });
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () {
    setTimeout(function () {
      offerAgencies();
      changed();
      field("q").focus();
    });
  });
  window.addEventListener("hashchange", function () {
    restore();
    if (!found.hidden) found.scrollIntoView();
  });
  // a browser may keep what was typed before a reload: the address alone says what is asked
  NAMES.forEach(function (name) { field(name).value = ""; });
  // the choices are filled in as soon as the page is there, before anybody opens a list
  window.addEventListener("load", fetchIndex);
})();
