// The score of one unit, computed as gongkai/calculation/compute.py does it, from the plan that the form has as JSON:
// {name, tree, terms}, where the tree has terms by their place, numbers as written ("70%") and operations as [sign, left, right].
(function () {
  "use strict";
  var fractions = window.gongkaiFractions;
  var OPERATIONS = { "+": fractions.add, "-": fractions.subtract, "×": fractions.multiply, "÷": fractions.divide };

  /** A score as people type it, in full or half width, up to four places, as "87.5"; null for anything else. */
  function readEntry(text) {
    var plain = text.trim().replace(/[０-９．]/g, function (sign) { return String.fromCharCode(sign.charCodeAt(0) - 0xfee0); }).replace(/。/g, ".");
    return /^[0-9]{1,6}(\.[0-9]{1,4})?$/.test(plain) ? plain : null;
  }

  function has(entries, key) { return Object.prototype.hasOwnProperty.call(entries, key); }

  /** Whether any of its parts is entered: then they count, and not its own score. */
  function isOpened(part, entries) {
    return (part.parts || []).some(function (each) { return has(entries, each.key) || isOpened(each, entries); });
  }

  /** The parts whose own score counts. */
  function asked(parts, entries) {
    return parts.reduce(function (found, part) { return found.concat(isOpened(part, entries) ? asked(part.parts, entries) : [part]); }, []);
  }

  function isAllowed(part, entry) {
    return part.most === undefined || fractions.compare(fractions.read(entry), fractions.read(part.most)) <= 0;
  }

  function keyOf(part) { return part.key; }

  // --- the computation ---

  function value(part, entries, outcome) {
    var found = isOpened(part, entries) ? fromParts(part, entries, outcome) : fractions.read(has(entries, part.key) ? entries[part.key] : "0");
    if (part.weight !== undefined) outcome.counts[part.key] = fractions.shown(fractions.multiply(fractions.read(part.weight), found));
    return found;
  }

  function fromParts(part, entries, outcome) {
    var total = fractions.zero;
    var texts = part.parts.map(function (each) {
      var weight = fractions.read(each.weight), found = value(each, entries, outcome);
      total = fractions.add(total, fractions.multiply(weight, found));
      return fractions.shown(found) + (each.weight === "1" ? "" : " × " + fractions.shown(fractions.multiply(weight, fractions.read("100"))) + "%");
    });
    outcome.lines.push([part.name, texts.join(" + "), fractions.shown(total)]);
    return total;
  }

  function evaluate(tree, values) {
    if (typeof tree === "number") return values[tree];
    if (typeof tree === "string") return fractions.read(tree);
    var left = evaluate(tree[1], values), right = evaluate(tree[2], values);
    if (tree[0] === "÷" && !right.sign) throw new RangeError("除数为零");
    return OPERATIONS[tree[0]](left, right);
  }

  function isProduct(tree) { return tree[0] === "×" || tree[0] === "÷"; }

  /** One side of an operation, in brackets where it needs them to stay that side. */
  function side(tree, place, texts) {
    var child = tree[place], text = substituted(child, texts);
    var bracketed = Array.isArray(child) && ((isProduct(tree) && !isProduct(child)) || (place === 2 && isProduct(tree) === isProduct(child)));
    return bracketed ? "（" + text + "）" : text;
  }

  /** The formula with the texts in the place of its terms: 92 × 70% + 88 × 30% */
  function substituted(tree, texts) {
    if (typeof tree === "number") return texts[tree];
    if (typeof tree === "string") return tree;
    return side(tree, 1, texts) + " " + tree[0].replace("-", "−") + " " + side(tree, 2, texts);
  }

  /**
   * @param {{name: string, tree: Object, terms: Object[]}} plan
   * @param {Object<string, string>} entries key of a part → score as `readEntry` gives it
   * @returns {{total: ?Object, lines: string[][], counts: Object<string, string>, missing: string[], outside: string[], error: string}}
   *   a fraction with name, computation and result of every line; without it, keys that are missing or outside their bounds, or the error
   */
  function compute(plan, entries) {
    var wanted = asked(plan.terms, entries), outcome = { total: null, lines: [], counts: {}, error: "" };
    outcome.missing = wanted.filter(function (part) { return !part.optional && !has(entries, part.key); }).map(keyOf);
    outcome.outside = wanted.filter(function (part) { return has(entries, part.key) && !isAllowed(part, entries[part.key]); }).map(keyOf);
    if (outcome.missing.length || outcome.outside.length) return outcome;
    var values = plan.terms.map(function (part) { return value(part, entries, outcome); });
    var line = [plan.name, substituted(plan.tree, values.map(fractions.shown)), ""];
    outcome.lines.push(line);
    try { outcome.total = evaluate(plan.tree, values); } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      outcome.error = error.message;
      return outcome;
    }
    line[2] = fractions.shown(outcome.total);
    return outcome;
  }

  window.gongkaiSums = { readEntry: readEntry, compute: compute };
})();
