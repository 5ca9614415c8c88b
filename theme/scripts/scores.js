// The controls of the 绩效目标考评表: search, choices, sorting by a head, folding. What is asked for stands in the address (#unit=…&due=2025-11,
// or #r-ID&unit=… with a row in it), so that it can be sent on and survives a reload, from a disk as well. Without it the table shows all.
(function () {
  "use strict";
  var scores = window.gongkaiScores;
  var form = document.querySelector(".gk-tools");
  var state = document.getElementById("score-state");
  var model = scores.read(document.querySelector(".gk-score"));
  var view = new scores.View(model);
  var whole = scores.tally(model.rows);
  var NAMES = ["q", "part", "unit", "due", "sort", "level"];
  var folds = new Set();
  var aim = null; // the row that the address names beside a choice
  var timer = 0;

  // --- what is asked for ---

  function field(name) { return document.getElementById("score-" + name); }

  function choice() {
    return NAMES.reduce(function (found, name) {
      found[name] = field(name) ? field(name).value : "";
      return found;
    }, {});
  }

  function isFiltered(asked) { return Boolean(asked.q.trim() || asked.part || asked.unit || asked.due); }

  function chosen(name) { return field(name).selectedOptions[0].textContent.trim(); }

  /** Everything that has something below it, by what its level closes: groups for "0", rows of level 1 for "1". */
  function closeTo(level) {
    folds.clear();
    if (level === "0") model.groups.forEach(function (group) { if (group.id) folds.add(group); });
    else if (level) model.rows.forEach(function (row) { if (row.children.length && row.level >= Number(level)) folds.add(row); });
  }

  function show() {
    var asked = choice(), matches = view.show(asked, folds);
    state.textContent = sentence(asked, matches);
    state.classList.toggle("gk-active", isFiltered(asked) || asked.sort !== "");
    showHeads(asked.sort);
    showFolds();
    return matches;
  }

  // --- what is said of it ---

  function items(sum) { return sum.count + "项，" + scores.figure(sum.points) + "分"; }

  function share(sum) {
    return whole.points > 0 ? "，占全表" + scores.figure(whole.points) + "分的" + Math.round(sum.points * 1000 / whole.points) / 10 + "%" : "";
  }

  function conditions(asked) {
    var found = asked.q.trim() ? ["含“" + asked.q.trim().replace(/\s+/g, "”“") + "”"] : [];
    ["part", "unit", "due"].forEach(function (name) { if (asked[name]) found.push(chosen(name)); });
    return found.join("，");
  }

  function duties(unit, matches) {
    var led = matches.filter(function (row) { return row.lead.indexOf(unit) >= 0; });
    var joint = scores.tally(led.filter(function (row) { return row.lead.length > 1; }));
    var helped = scores.tally(matches.filter(function (row) { return row.support.indexOf(unit) >= 0; }));
    var sum = scores.tally(led);
    return "负责" + items(sum) + share(sum) + (joint.count ? "，其中" + items(joint) + "与其他单位共同负责" : "")
      + (helped.count ? "；配合" + helped.count + "项，涉及" + scores.figure(helped.points) + "分，不计入" : "");
  }

  function sentence(asked, matches) {
    var sum = scores.tally(matches), order = "";
    if (asked.sort) order = "按" + chosen("sort") + "排列，只列末级指标，名称上方是它所属的考评内容和上级指标。";
    if (!isFiltered(asked)) return "共" + items(sum) + "。" + order;
    if (!matches.length) return conditions(asked) + "：没有符合的指标，全表共" + items(whole) + "。";
    return conditions(asked) + "：" + (asked.unit ? duties(asked.unit, matches) : items(sum) + share(sum)) + "。" + order;
  }

  // --- the address ---

  function address() {
    var asked = choice(), parts = aim ? [aim.tr.id] : [];
    NAMES.forEach(function (name) { if (asked[name].trim()) parts.push(name + "=" + encodeURIComponent(asked[name].trim())); });
    if (folds.size && !asked.level && !asked.sort) parts.push("fold=" + Array.from(folds, idOf).join(","));
    return location.href.split("#")[0] + (parts.length ? "#" + parts.join("&") : "");
  }

  function idOf(place) { return place.tr ? place.tr.id : place.body.id; }

  function keep() {
    clearTimeout(timer);
    try { history.replaceState(null, "", address()); } catch (refused) { return; } // some browsers refuse too many a minute
  }

  function parsed() {
    var found = { anchor: "" };
    location.hash.slice(1).split("&").forEach(function (part) {
      var cut = part.indexOf("="), name = cut > 0 ? part.slice(0, cut) : "anchor", known = NAMES.concat("anchor", "fold");
      try { if (known.indexOf(name) >= 0) found[name] = decodeURIComponent(part.slice(cut + 1)); } catch (broken) { return; }
    });
    return found;
  }

  /** Show what the address asks for; one that names another place of the page asks nothing of the table. */
  function restore(opening) {
    var found = parsed(), asks = Object.keys(found).length > 1;
    var anchor = found.anchor ? document.getElementById(found.anchor) : null;
    if (!asks && location.hash && !(anchor && model.table.contains(anchor))) return;
    if (!asks && opening) return;
    NAMES.forEach(function (name) {
      if (!field(name)) return;
      field(name).value = found[name] || "";
      if (field(name).selectedIndex === -1) field(name).selectedIndex = 0;
    });
    closeTo(choice().level);
    fold(found.fold || "");
    show();
    if (anchor) aimAt(anchor, asks);
    if (opening) bring(anchor || document.getElementById("indicators"));
    else if (anchor) anchor.scrollIntoView();
  }

  function fold(ids) {
    var wanted = ids.split(",").filter(Boolean);
    model.groups.concat(model.rows).forEach(function (place) { if (wanted.indexOf(idOf(place)) >= 0) folds.add(place); });
  }

  /** Scroll to a place once the rows above it have gone: at the same time they would be seen to jump. */
  function bring(place) {
    requestAnimationFrame(function () { requestAnimationFrame(function () { place.scrollIntoView(); }); });
  }

  /** Mark the row that the address names beside a choice; one that the choice hides is shown with everything else. */
  function aimAt(anchor, asks) {
    if (anchor.getClientRects().length === 0) {
      clear();
      show();
      asks = false;
    }
    mark(model.rows.filter(function (row) { return asks && row.tr === anchor; })[0] || null);
  }

  function clear() {
    NAMES.forEach(function (name) { if (field(name)) field(name).value = ""; });
    folds.clear();
  }

  function mark(row) {
    if (aim) aim.tr.classList.remove("gk-aim");
    aim = row;
    if (aim) aim.tr.classList.add("gk-aim");
  }

  function changed(event) {
    if (event && event.target === field("level")) closeTo(field("level").value);
    else if (!event || event.target !== field("sort")) unfold();
    mark(null);
    show();
    clearTimeout(timer);
    timer = setTimeout(keep, 200);
  }

  function unfold() {
    folds.clear();
    if (field("level")) field("level").value = "";
  }

  // --- heads that sort, buttons that fold ---

  var TURNS = { points: ["points-", "points", ""], due: ["due", "due-", ""], lead: ["lead", ""] };
  var heads = {};

  function addHeads() {
    Array.prototype.forEach.call(model.table.tHead.rows[0].cells, function (head) {
      var turns = TURNS[head.dataset.key];
      if (!turns) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.title = "按" + head.textContent + "排列";
      head.textContent = "";
      head.appendChild(button);
      heads[head.dataset.key] = head;
      button.addEventListener("click", function () {
        field("sort").value = turns[(turns.indexOf(field("sort").value) + 1) % turns.length];
        changed({ target: field("sort") });
      });
    });
  }

  function showHeads(order) {
    Object.keys(heads).forEach(function (key) {
      var name = order.replace("-", "") === key ? (order === key ? "ascending" : "descending") : "";
      if (name) heads[key].setAttribute("aria-sort", name);
      else heads[key].removeAttribute("aria-sort");
    });
  }

  function addFold(place, cell, label) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "gk-fold";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", function () {
      if (!folds.delete(place)) folds.add(place);
      if (field("level")) field("level").value = "";
      show();
      keep();
    });
    place.button = cell.appendChild(button);
  }

  function addFolds() {
    model.groups.forEach(function (group) {
      var heading = group.id ? group.body.rows[0] : null;
      if (heading) addFold(group, heading.cells[heading.cells.length - 1], heading.cells[0].textContent + "的指标");
    });
    model.rows.forEach(function (row) { if (row.children.length) addFold(row, row.tr.cells[0], "下级指标"); });
  }

  function showFolds() {
    model.groups.concat(model.rows).forEach(function (place) {
      var open = String(!folds.has(place));
      if (place.button && place.button.getAttribute("aria-expanded") !== open) place.button.setAttribute("aria-expanded", open);
    });
  }

  // --- the page ---

  /** A number is followed within the view: the address then names both. */
  function number(event) {
    var anchor = event.target.closest ? event.target.closest("td:first-child > a") : null;
    if (!anchor || address().indexOf("#") < 0) return;
    event.preventDefault();
    mark(model.rows.filter(function (row) { return row.tr.contains(anchor); })[0]);
    keep();
  }

  function addUnits() {
    Array.prototype.forEach.call(document.querySelectorAll(".gk-units tbody th"), function (cell) {
      var unit = cell.textContent, anchor = document.createElement("a");
      if (!Array.prototype.some.call(field("unit").options, function (option) { return option.value === unit; })) return;
      anchor.href = "#unit=" + encodeURIComponent(unit);
      anchor.textContent = unit;
      cell.textContent = "";
      cell.appendChild(anchor);
    });
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(changed, 0); });
  // while a word is still being composed (拼音) its letters ask for nothing
  field("q").addEventListener("input", function (event) { if (!event.isComposing) changed(event); });
  field("q").addEventListener("compositionend", changed);
  field("q").addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !field("q").value) return;
    field("q").value = "";
    changed(event);
  });
  form.addEventListener("change", function (event) { if (event.target !== field("q")) changed(event); });
  model.table.addEventListener("click", number);
  window.addEventListener("hashchange", function () { restore(false); });

  clear(); // a browser may keep what stood there before a reload
  addHeads();
  addFolds();
  scores.addLinks(model.table, form, address);
  addUnits();
  showFolds();
  restore(true);
})();
