// The search box of the catalogue of rules: filters the tables that stand in the page, counts what is left, and keeps what was asked in the
// address (#q=…), so that it can be sent on and survives a reload. What the rules are about, which the tables don't say, is fetched when
// somebody is about to ask. Without the script the catalogue is read by its contents.
(function () {
  "use strict";
  var form = document.querySelector(".gk-finder");
  var words = document.getElementById("finder");
  var severity = document.getElementById("finder-severity");
  var basis = document.getElementById("finder-basis");
  var count = document.getElementById("finder-count");
  var fields = { q: words, severity: severity, basis: basis };
  var families = Array.prototype.slice.call(document.querySelectorAll(".gk-family"));
  var rules, told;

  // Full and half width, upper and lower case, brackets, marks and spaces make no difference.
  function folded(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\s!-\/:-@\[-`{-~·—‘’“”…、。〈-】〔〕]+/g, "");
  }

  window.gongkaiRules = function (words) {
    told = words;
    rules = null;
    if (asked()) show();
  };
  function fetchWords() {
    if (told) return;
    told = {};
    var script = document.createElement("script");
    script.src = "words.js";
    document.head.appendChild(script);
  }

  // Reading the rows waits until something is asked.
  function read() {
    fetchWords();
    return families.map(function (family) {
      return Array.prototype.map.call(family.querySelectorAll("tbody tr"), function (row) {
        return {
          row: row,
          text: folded(row.textContent + (told[row.cells[0].textContent] || "")),
          severity: row.cells[2].textContent,
          basis: row.cells[3].textContent
        };
      });
    });
  }

  function show() {
    rules = rules || read();
    var asked = words.value.split(/\s+/).map(folded);
    var total = 0, left = 0;
    rules.forEach(function (family, index) {
      var any = false;
      family.forEach(function (rule) {
        var fits = (!severity.value || severity.value === rule.severity) && (!basis.value || basis.value === rule.basis)
          && asked.every(function (word) { return rule.text.indexOf(word) >= 0; });
        rule.row.hidden = !fits;
        any = any || fits;
        total += 1;
        left += fits ? 1 : 0;
      });
      families[index].hidden = !any;
    });
    count.value = left === total ? "共" + total + "条" : left ? "符合的" + left + "条，共" + total + "条" : "没有符合的，共" + total + "条";
  }

  function asked() {
    return Object.keys(fields).some(function (name) { return fields[name].value; });
  }

  function keep() {
    var parts = Object.keys(fields).filter(function (name) { return fields[name].value; }).map(function (name) {
      return name + "=" + encodeURIComponent(fields[name].value);
    });
    history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.href.split("#")[0]);
  }

  // An address that names a place in the page (#family-P) asks for nothing.
  function restore() {
    var found = {};
    location.hash.slice(1).split("&").forEach(function (part) {
      var name = part.split("=")[0];
      if (part.indexOf("=") > 0 && fields.hasOwnProperty(name)) {
        try { found[name] = decodeURIComponent(part.slice(name.length + 1)); } catch (broken) { return; }
      }
    });
    if (!Object.keys(found).length && (location.hash || !asked())) return;
    Object.keys(fields).forEach(function (name) { fields[name].value = found[name] || ""; });
    [severity, basis].forEach(function (choice) { choice.selectedIndex = Math.max(choice.selectedIndex, 0); });
    show();
  }

  function changed() {
    show();
    keep();
  }
  form.addEventListener("focusin", fetchWords);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  // while a word is still being composed (拼音) its letters ask for nothing
  words.addEventListener("input", function (event) { if (!event.isComposing) changed(); });
  words.addEventListener("compositionend", changed);
  severity.addEventListener("change", changed);
  basis.addEventListener("change", changed);
  words.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && words.value) {
      words.value = "";
      changed();
    }
  });
  window.addEventListener("hashchange", restore);
  form.reset(); // a browser may keep what was typed before a reload: the address alone says what is asked
  restore();
})();
