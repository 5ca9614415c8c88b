// The 绩效目标考评表 as data: reads the one HTML table of the page once, for `scores-view.js` to filter and sort and `scores.js` to steer.
// What a row holds, which units answer for it and where its points count follows the rules of views/score_units.py and score_values.py.
(function () {
  "use strict";

  /** Points are kept as whole ten-thousandths, so that sums come out exact. */
  var ONE = 10000;

  /**
   * @typedef {Object} Row
   * @property {HTMLTableRowElement} tr
   * @property {number} place in the table
   * @property {number} level from 1
   * @property {?Row} parent
   * @property {Row[]} children
   * @property {Group} group the stretch of its component
   * @property {string[]} lead units that answer for it, its own or those of the row above
   * @property {string[]} support units that help
   * @property {string} last the last day of its deadline, own or of the row above, 2025-11-28
   * @property {number} worth
   * @property {number} counted its points where no row below it has any, else 0
   * @property {boolean} repeat whether it only repeats a sum
   * @property {string} text all of it, folded for searching, with the rows above it
   */
  /**
   * @typedef {Object} Group a component's stretch of the table
   * @property {HTMLTableSectionElement} body
   * @property {string} id of the component, empty for a stretch that only sums up
   * @property {number} depth from 1
   * @property {?Group} parent
   * @property {Row[]} rows
   */

  /** Full and half width, upper and lower case, brackets, marks and spaces make no difference. */
  function folded(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\s!-\/:-@\[-`{-~·—‘’“”…、。〈-】〔〕]+/g, "");
  }

  function figure(points) {
    return String(Math.round(points) / ONE);
  }

  function names(cell) {
    return cell.split(/[、，,；;/ 　]+/).filter(function (name, place, all) { return name && all.indexOf(name) === place; });
  }

  /** Where the columns stand that filters and sorting read, and the last days of deadlines by their words. */
  function columns(table) {
    var found = { days: {} };
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, place) {
      if (head.dataset.key) found[head.dataset.key] = place;
      (head.dataset.days || "").split(";").forEach(function (pair) {
        var cut = pair.lastIndexOf("=");
        if (cut > 0) found.days[pair.slice(0, cut)] = pair.slice(cut + 1);
      });
    });
    return found;
  }

  function readGroup(body, open) {
    var depth = Number((/gk-d(\d)/.exec(body.className) || [0, 1])[1]);
    open.length = Math.min(open.length, depth - 1);
    var group = { body: body, id: body.id.slice(2), depth: depth, parent: open[open.length - 1] || null, rows: [] };
    if (body.id) open[depth - 1] = group;
    return group;
  }

  function readRow(tr, level, group, parent, at) {
    var cells = tr.cells;
    function text(name) { return name in at ? cells[at[name]].textContent : ""; }
    var lead = names(text("lead")), support = names(text("support")), due = text("due");
    var named = lead.length || support.length;
    return {
      tr: tr, level: level, parent: parent, children: [], group: group,
      lead: named || !parent ? lead : parent.lead,
      support: named || !parent ? support.filter(function (unit) { return lead.indexOf(unit) < 0; }) : parent.support,
      last: due || !parent ? at.days[due] || "" : parent.last,
      worth: Math.round(parseFloat(cells[2].textContent) * ONE) || 0,
      counted: 0, repeat: tr.classList.contains("gk-repeat"), text: ""
    };
  }

  /** Points are counted on the lowest level that has any. */
  function settle(row) {
    var below = row.children.reduce(function (sum, child) { return settle(child) || sum; }, false);
    row.counted = below || row.repeat ? 0 : row.worth;
    return below || row.counted !== 0;
  }

  /** Reading the words waits until some are asked for, and must come before anything is put into the cells. */
  function readTexts(rows) {
    if (!rows.length || rows[0].text) return;
    rows.forEach(function (row) {
      var cells = Array.prototype.map.call(row.tr.cells, function (cell, place) { return place ? folded(cell.textContent) : ""; });
      row.text = cells.join("\n") + "\n" + (row.parent ? row.parent.text : "");
    });
  }

  function read(table) {
    var at = columns(table), open = [], rows = [];
    var groups = Array.prototype.map.call(table.tBodies, function (body) {
      var group = readGroup(body, open), above = [];
      Array.prototype.forEach.call(body.rows, function (tr) {
        var level = Number((/^gk-l(\d)/.exec(tr.className) || [])[1]);
        if (!level) return;
        var row = readRow(tr, level, group, level > 1 ? above[level - 1] : null, at);
        row.place = rows.length;
        above[level] = row;
        if (row.parent) row.parent.children.push(row);
        group.rows.push(row);
        rows.push(row);
      });
      return group;
    });
    rows.forEach(function (row) { if (!row.parent) settle(row); });
    return { table: table, groups: groups, rows: rows };
  }

  /** How many of some rows count as indicators (those without another of them below), and their points. */
  function tally(rows) {
    var parents = new Set(), sum = { count: 0, points: 0, lowest: [] };
    for (var place = rows.length - 1; place >= 0; place -= 1) {
      var row = rows[place];
      sum.points += row.counted;
      if (!parents.has(row) && !row.repeat) {
        sum.count += 1;
        sum.lowest.push(row);
      }
      for (var above = row.parent; above && !parents.has(above); above = above.parent) parents.add(above);
    }
    sum.lowest.reverse();
    return sum;
  }

  window.gongkaiScores = { read: read, readTexts: readTexts, folded: folded, figure: figure, tally: tally };
})();
