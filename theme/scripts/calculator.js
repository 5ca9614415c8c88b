// The form 试算 of rules.html: it computes while one types, by the plan that stands in its attribute, and keeps what was entered in the address
// (#calculator&target=92&N=22&V=1-2: scores by key, number of units, switches), so that a computation can be sent on and printed.
(function () {
  "use strict";
  var fractions = window.gongkaiFractions, sums = window.gongkaiSums, grades = window.gongkaiGrades, copying = window.gongkaiCopying;
  var form = document.querySelector(".gk-calculator");
  var plan = JSON.parse(form.dataset.plan);
  var units = document.getElementById("calculator-units");
  var result = document.getElementById("calculator-result");
  var lines = document.getElementById("calculator-lines");
  var rows = Array.prototype.map.call(form.querySelectorAll("[data-part]"), function (tr) {
    return { tr: tr, key: tr.dataset.part, above: tr.dataset.in || "", input: tr.querySelector("input"), open: tr.querySelector("button"), isOpen: false };
  });
  var parts = {};
  var switches = Array.prototype.slice.call(form.querySelectorAll("[type=checkbox]"));
  var silent = result.textContent, said = copying.status(form), timer = 0;

  (function gather(found) { found.forEach(function (part) { parts[part.key] = part; gather(part.parts || []); }); })(plan.sum.terms);

  function rowOf(key) { return rows.filter(function (row) { return row.key === key; })[0]; }

  /** Whether its own score is asked for: it is in sight, and not made of parts. */
  function isAsked(row) { return !row.tr.hidden && !row.isOpen; }

  function unfold(row, isOpen) {
    row.isOpen = isOpen;
    row.open.setAttribute("aria-expanded", String(isOpen));
    row.input.readOnly = isOpen;
    row.input.value = "";
    rows.forEach(function (below) {
      if (below.above !== row.key) return;
      below.tr.hidden = !isOpen;
      if (below.isOpen) unfold(below, false);
      below.input.value = "";
    });
  }

  function foldAll() { rows.forEach(function (row) { if (row.open) unfold(row, false); }); }

  // --- what is entered ---

  /** Scores by key, and the rows whose field holds something else. */
  function entered() {
    var found = { entries: {}, wrong: [] };
    rows.filter(isAsked).forEach(function (row) {
      var entry = sums.readEntry(row.input.value);
      if (entry !== null) found.entries[row.key] = entry;
      else if (row.input.value.trim()) found.wrong.push(row.key);
    });
    return found;
  }

  function on() { return switches.filter(function (box) { return box.checked; }); }

  function vetoes() { return on().map(function (box) { return parseInt(box.value, 10) - 1; }); }

  function unitCount() {
    var entry = units ? sums.readEntry(units.value) : null;
    return entry !== null && /^\d{1,5}$/.test(entry) ? Number(entry) : 0;
  }

  // --- what comes of it ---

  function quoted(key) { return "“" + parts[key].name + "”"; }

  function bounds(key) {
    var most = parts[key].most;
    return quoted(key) + (most === undefined ? "应为不小于0的数" : "应为0至" + fractions.shown(fractions.read(most)) + "的数") + "，至多4位小数。";
  }

  /** Of what is open: each grade but the last is limited, and who is not among its units falls to the next. */
  function chain(places) {
    return places.map(function (place, index) {
      var band = plan.grading.bands[place], isLast = index === places.length - 1;
      var limit = isLast ? "" : band.quota ? "（名额" + band.quota + "）" : "（按名次确定）";
      return (index ? (index > 1 ? "仍" : "") + "未列入的，" : "") + (isLast ? "为" : "可评为") + "“" + band.name + "”" + limit;
    }).join("；") + "。";
  }

  /** What the score alone leads to, and what the switches make of it; a line each. */
  function gradeLines(total) {
    if (!plan.grading) return [];
    var chosen = vetoes(), free = grades.standing(plan.grading, total, []).bands, found = grades.standing(plan.grading, total, chosen);
    var said = !total ? [] : free.length ? ["按得分，" + chain(free)] : ["这个得分没有对应的等次。"];
    if (found.fixed) said.push("有所选情形，不论得分，直接评" + chain(found.bands));
    else if (total && String(free) !== String(found.bands)) said.push("有所选情形，至多" + chain(found.bands));
    else if (total && chosen.length && !found.unclear) said.push("所选情形不影响这一等次。");
    return said.concat(found.unclear ? ["所选情形限制等次，限至哪一等次方案没有写明。"] : []);
  }

  function scoreSentence(outcome, wrong) {
    var outside = wrong.concat(outcome.outside);
    var missing = outcome.missing.filter(function (key) { return wrong.indexOf(key) < 0; });
    if (outcome.error) return "算不出结果：" + outcome.error + "。";
    if (outcome.total && !wrong.length) return plan.sum.name + " " + fractions.shown(outcome.total) + "分。";
    return outside.map(bounds).join("") + (missing.length ? "还要填写" + missing.map(quoted).join("、") + "。" : "");
  }

  function show() {
    var found = entered(), outcome = sums.compute(plan.sum, found.entries), isUsed = Boolean(address().split("#")[1]);
    var bad = found.wrong.concat(outcome.outside), total = found.wrong.length ? null : outcome.total;
    rows.forEach(function (row) {
      var isBad = bad.indexOf(row.key) >= 0;
      if (isBad) row.input.setAttribute("aria-invalid", "true"); else row.input.removeAttribute("aria-invalid");
      row.tr.lastElementChild.textContent = total && !row.tr.hidden && outcome.counts[row.key] || "";
      if (row.isOpen) row.input.value = total ? made(outcome, row.key) : "";
    });
    document.getElementById("calculator-total").textContent = total ? fractions.shown(total) : "—";
    say(isUsed ? [scoreSentence(outcome, found.wrong)].concat(gradeLines(total)).join("\n") : silent);
    showLines(found.wrong.length ? [] : outcome.lines);
    form.parentNode.classList.toggle("gk-noprint", !isUsed);
  }

  /** What the parts of a row make, as the lines of the computation have it. */
  function made(outcome, key) {
    return outcome.lines.filter(function (line) { return line[0] === parts[key].name; })[0][2];
  }

  function say(words) { if (result.textContent !== words) result.textContent = words; }

  function showLines(found) {
    lines.textContent = "";
    found.forEach(function (line) {
      var item = document.createElement("li");
      item.textContent = line[0] + " = " + line[1] + (line[2] && line[2] !== line[1] ? " = " + line[2] : "");
      lines.appendChild(item);
    });
  }

  function showQuotas() {
    var cells = form.querySelectorAll(".gk-quotas tbody td:last-child"), count = unitCount();
    if (!units) return;
    if (units.value.trim() && !count) units.setAttribute("aria-invalid", "true"); else units.removeAttribute("aria-invalid");
    plan.grading.bands.forEach(function (band, place) { if (band.quota) cells[place].textContent = quotaWords(band.quota, count); });
  }

  function quotaWords(percent, count) {
    if (!count) return "—";
    var rounding = plan.grading.rounding, quota = grades.quota(percent, count, rounding);
    if (!quota.readings[0][1].length) return quota.readings[0][0] + "个";
    return fractions.shown(quota.exact) + "个，" + quota.readings.map(function (reading) {
      return reading[1].join("、") + "为" + reading[0] + "个";
    }).join("，") + (rounding ? "" : "（怎样取整方案没有写明）");
  }

  // --- the address ---

  function address() {
    var kept = rows.filter(function (row) { return isAsked(row) && row.input.value.trim(); }).map(function (row) {
      return row.key + "=" + encodeURIComponent(row.input.value.trim());
    });
    if (units && units.value !== units.defaultValue) kept.push("N=" + encodeURIComponent(units.value.trim()));
    if (on().length) kept.push("V=" + on().map(function (box) { return box.value; }).join(","));
    return location.href.split("#")[0] + (kept.length ? "#calculator&" + kept.join("&") : "");
  }

  function keep() {
    clearTimeout(timer);
    try { history.replaceState(null, "", address()); } catch (refused) { return; } // some browsers refuse too many a minute
  }

  function asked() {
    var found = {};
    location.hash.split("&").slice(1).forEach(function (pair) {
      var cut = pair.indexOf("=");
      try { found["=" + pair.slice(0, cut)] = decodeURIComponent(pair.slice(cut + 1)).slice(0, 99); } catch (broken) { return; }
    });
    return found;
  }

  /** As it came; not by `reset`, which asks for a computation. */
  function empty() {
    foldAll();
    rows.forEach(function (row) { row.input.value = ""; });
    switches.forEach(function (box) { box.checked = false; });
    if (units) units.value = units.defaultValue;
  }

  /** Open all above a row that has a score. */
  function reveal(row) {
    var above = rowOf(row.above);
    if (!above || above.isOpen) return;
    reveal(above);
    unfold(above, true);
  }

  function restore() {
    if (location.hash.indexOf("#calculator&") !== 0) return;
    var found = asked();
    empty();
    rows.filter(function (row) { return found["=" + row.key]; }).reverse().forEach(function (row) {
      reveal(row);
      if (!row.isOpen) row.input.value = found["=" + row.key];
    });
    if (units && "=N" in found) units.value = found["=N"];
    switches.forEach(function (box) { box.checked = (found["=V"] || "").split(",").indexOf(box.value) >= 0; });
    show();
    showQuotas();
    // a frame later: at the same time the opened rows would be seen to jump
    requestAnimationFrame(function () { requestAnimationFrame(function () { document.getElementById("calculator").scrollIntoView(); }); });
  }

  // --- the form ---

  function changed() {
    show();
    showQuotas();
    clearTimeout(timer);
    timer = setTimeout(keep, 200);
  }

  rows.forEach(function (row) {
    if (row.open) row.open.addEventListener("click", function () {
      unfold(row, !row.isOpen);
      changed();
    });
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function (event) { if (!event.isComposing) changed(); });
  form.addEventListener("compositionend", changed);
  form.addEventListener("change", changed);
  form.addEventListener("reset", function () { setTimeout(function () { foldAll(); changed(); }, 0); });
  window.addEventListener("hashchange", restore);
  document.getElementById("calculator-send").addEventListener("click", function () {
    copying.send(this, said, address(), "本次试算", "已复制");
  });
  empty(); // a browser may keep what stood there before a reload
  restore();
})();
