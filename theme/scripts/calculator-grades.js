// The grades open to a score, what vetoes leave of them, and how many units may have a grade, as gongkai/calculation/grading.py has it.
(function () {
  "use strict";
  var fractions = window.gongkaiFractions;

  /**
   * @param {{bands: Object[], limits: ?Object[]}} grading
   * @param {?Object} total a fraction; null: not known
   * @param {number[]} vetoes places among the limits
   * @returns {{bands: number[], fixed: boolean, unclear: boolean}}
   */
  function standing(grading, total, vetoes) {
    var limits = (grading.limits || []).filter(function (limit, place) { return vetoes.indexOf(place) >= 0; });
    var named = limits.filter(function (limit) { return limit.grade !== undefined; });
    var cap = named.reduce(function (lowest, limit) { return Math.max(lowest, limit.grade); }, 0);
    var fixed = named.some(function (limit) { return limit.effect === "exactly"; });
    return { bands: fixed ? [cap] : total ? open(grading.bands, total, cap) : [], fixed: fixed, unclear: named.length < limits.length };
  }

  function open(bands, total, cap) {
    var found = [];
    for (var place = cap; place < bands.length; place++) {
      var band = bands[place];
      if (band.min !== undefined && fractions.compare(total, fractions.read(band.min)) < 0) continue;
      found.push(place);
      if (band.min !== undefined && !band.quota) break;
    }
    return found;
  }

  /**
   * @param {string} percent
   * @param {number} units
   * @param {string=} rounding
   * @returns {{exact: Object, readings: Array}} a fraction, and [units, ways of rounding] for each whole number it can be read as
   */
  function quota(percent, units, rounding) {
    var exact = fractions.multiply(fractions.read(percent), fractions.read(String(units))), down = fractions.floor(exact);
    if (!fractions.compare(exact, down)) return { exact: exact, readings: [[Number(fractions.exact(exact)), []]] };
    var low = Number(fractions.exact(down)), isHalf = fractions.compare(fractions.subtract(exact, down), fractions.read("0.5")) >= 0;
    var rounded = [["向下取整", low], ["四舍五入", isHalf ? low + 1 : low], ["向上取整", low + 1]];
    if (rounding) rounded = rounded.filter(function (way) { return way[0] === rounding; });
    var readings = [low, low + 1].map(function (whole) {
      return [whole, rounded.filter(function (way) { return way[1] === whole; }).map(function (way) { return way[0]; })];
    });
    return { exact: exact, readings: readings.filter(function (reading) { return reading[1].length; }) };
  }

  window.gongkaiGrades = { standing: standing, quota: quota };
})();
