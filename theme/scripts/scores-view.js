// Which rows of the 绩效目标考评表 are shown and in what order: a reader's choice (words, component, unit, month, order, depth) → the table.
// In the table's own order the rows above a match stay as its context; sorted, the lowest matches stand in one list that names what is above.
(function () {
  "use strict";
  var scores = window.gongkaiScores;
  var byPinyin = new Intl.Collator("zh-CN").compare;

  function byValue(a, b) { return a < b ? -1 : a > b ? 1 : 0; }

  /** What rows are sorted by, and how it compares. */
  var SORTS = {
    points: [function (row) { return row.worth; }, byValue],
    due: [function (row) { return row.last; }, byValue],
    lead: [function (row) { return row.lead.join("、"); }, byPinyin]
  };

  function isWithin(group, id) {
    return group.id === id || (group.parent !== null && isWithin(group.parent, id));
  }

  /** Every condition of a choice as a test of a row. */
  function tests(choice) {
    var found = [], asked = choice.q.split(/\s+/).map(scores.folded).filter(Boolean);
    if (asked.length) found.push(function (row) { return asked.every(function (word) { return row.text.indexOf(word) >= 0; }); });
    if (choice.part) found.push(function (row) { return isWithin(row.group, choice.part); });
    if (choice.unit) found.push(function (row) { return row.lead.concat(row.support).indexOf(choice.unit) >= 0; });
    if (choice.due) found.push(function (row) { return row.last.slice(0, 7) === choice.due; });
    return found;
  }

  /** The rows in the order asked for; what has no date or unit comes last either way, equals keep the table's order. */
  function sorted(rows, order) {
    var backwards = /-$/.test(order), key = SORTS[order.replace("-", "")][0], compare = SORTS[order.replace("-", "")][1];
    return rows.map(function (row) { return [key(row), row]; }).sort(function (a, b) {
      if (a[0] === b[0]) return a[1].place - b[1].place;
      if (a[0] === "" || b[0] === "") return a[0] === "" ? 1 : -1;
      var ahead = compare(a[0], b[0]);
      return (backwards ? -ahead : ahead) || a[1].place - b[1].place;
    }).map(function (pair) { return pair[1]; });
  }

  /** What a row stands under, in words. */
  function path(row) {
    var names = [];
    for (var above = row.parent; above; above = above.parent) names.unshift(above.name);
    var heading = row.group.body.querySelector(".gk-group > th");
    if (heading) names.unshift(heading.textContent);
    return names.join(" › ");
  }

  function hide(element, hidden) {
    if (element.hidden !== hidden) element.hidden = hidden;
  }

  /** @param {{table: HTMLTableElement, groups: Group[], rows: Row[]}} model */
  function View(model) {
    this.model = model;
    this.order = "";
    this.flat = null;
  }

  /** Show what is asked for; `folds` holds the rows and groups that are closed. Returns the matching rows. */
  View.prototype.show = function (choice, folds) {
    var asked = tests(choice), table = this.model.table;
    if (choice.q || choice.sort) scores.readTexts(this.model.rows);
    var matches = this.model.rows.filter(function (row) { return asked.every(function (test) { return test(row); }); });
    this.arrange(choice.sort);
    table.classList.toggle("gk-sorted", Boolean(choice.sort));
    table.classList.toggle("gk-filtered", asked.length > 0);
    if (choice.sort) this.showList(matches);
    else this.showTree(matches, asked.length > 0, folds);
    this.mark(choice.unit);
    return matches;
  };

  View.prototype.showList = function (matches) {
    var lowest = new Set(scores.tally(matches).lowest);
    this.model.rows.forEach(function (row) {
      hide(row.tr, !lowest.has(row));
      row.tr.classList.remove("gk-context");
    });
  };

  View.prototype.showTree = function (matches, filtered, folds) {
    var wanted = new Set(matches), kept = new Set(matches), groups = new Set();
    matches.forEach(function (row) {
      for (var above = row.parent; above && !kept.has(above); above = above.parent) kept.add(above);
      for (var group = row.group; group && !groups.has(group); group = group.parent) groups.add(group);
    });
    var closed = new Set();
    this.model.groups.forEach(function (group) {
      if (group.parent && (closed.has(group.parent) || folds.has(group.parent))) closed.add(group);
      hide(group.body, closed.has(group) || (filtered && !groups.has(group)));
    });
    this.model.rows.forEach(function (row) {
      if (row.parent ? closed.has(row.parent) || folds.has(row.parent) : folds.has(row.group)) closed.add(row);
      hide(row.tr, closed.has(row) || !kept.has(row));
      row.tr.classList.toggle("gk-context", !wanted.has(row));
    });
  };

  /** Put the rows into one list in the order asked for, or back where they came from. */
  View.prototype.arrange = function (order) {
    if (order === this.order) return;
    this.order = order;
    if (!order) {
      this.model.groups.forEach(function (group) {
        var end = group.body.querySelector(".gk-sum");
        group.rows.forEach(function (row) { group.body.insertBefore(row.tr, end); });
      });
      return;
    }
    if (!this.flat) this.label();
    var list = document.createDocumentFragment();
    sorted(this.model.rows, order).forEach(function (row) { list.appendChild(row.tr); });
    this.flat.appendChild(list);
  };

  /** Prepare the list: its part of the table, and in every row the names of what stands above it. */
  View.prototype.label = function () {
    this.flat = this.model.table.createTBody();
    this.flat.className = "gk-flat";
    this.model.rows.forEach(function (row) {
      var label = document.createElement("small");
      var name = row.tr.cells[1];
      row.name = name.textContent;
      label.className = "gk-path";
      label.textContent = path(row);
      name.insertBefore(label, name.firstChild);
    });
  };

  /** Say of each row of a unit whether it only helps or shares the duty. */
  View.prototype.mark = function (unit) {
    this.model.rows.forEach(function (row) {
      var how = !unit ? "" : row.support.indexOf(unit) >= 0 ? "配合" : row.lead.length > 1 && row.lead.indexOf(unit) >= 0 ? "共同负责" : "";
      var name = row.tr.cells[1];
      if ((name.dataset.how || "") === how) return;
      if (how) name.dataset.how = how;
      else delete name.dataset.how;
    });
  };

  scores.View = View;
})();
