// Exact fractions for the calculator: whole numbers of any length as lists of digits to the base 10⁷ (the lowest first), so that nothing is
// ever rounded on the way and browsers without BigInt compute the same. A fraction is {sign, top, bottom}, always in lowest terms.
(function () {
  "use strict";
  var BASE = 10000000, PLACES = 7;

  // --- whole numbers, not negative ---

  function trimmed(digits) {
    while (digits.length && !digits[digits.length - 1]) digits.pop();
    return digits;
  }

  function whole(text) {
    var digits = [];
    for (var end = text.length; end > 0; end -= PLACES) digits.push(Number(text.slice(Math.max(end - PLACES, 0), end)));
    return trimmed(digits);
  }

  function wholeText(digits) {
    return digits.map(function (digit, place) {
      return place === digits.length - 1 ? String(digit) : String(BASE + digit).slice(1);
    }).reverse().join("") || "0";
  }

  function order(left, right) {
    if (left.length !== right.length) return left.length - right.length;
    for (var place = left.length - 1; place >= 0; place--) if (left[place] !== right[place]) return left[place] - right[place];
    return 0;
  }

  /** left + sign × right; not below zero. */
  function sum(left, right, sign) {
    var digits = [], carry = 0;
    for (var place = 0; place < Math.max(left.length, right.length) || carry; place++) {
      var digit = (left[place] || 0) + sign * (right[place] || 0) + carry;
      carry = Math.floor(digit / BASE);
      digits.push(digit - carry * BASE);
    }
    return trimmed(digits);
  }

  function product(left, right) {
    var digits = [];
    left.forEach(function (one, low) {
      var carry = 0;
      for (var high = 0; high < right.length || carry; high++) {
        var digit = (digits[low + high] || 0) + one * (right[high] || 0) + carry; // below 10¹⁴ + 2 × 10⁷: exact
        carry = Math.floor(digit / BASE);
        digits[low + high] = digit - carry * BASE;
      }
    });
    return trimmed(digits);
  }

  /** The greatest digit by which the divisor goes into the rest. */
  function quotientDigit(rest, divisor) {
    var low = 0, high = BASE - 1;
    while (low < high) {
      var middle = Math.ceil((low + high) / 2);
      if (order(product(divisor, [middle]), rest) <= 0) low = middle; else high = middle - 1;
    }
    return low;
  }

  /** [quotient, rest] */
  function division(digits, divisor) {
    var quotient = [], rest = [];
    for (var place = digits.length - 1; place >= 0; place--) {
      rest = trimmed([digits[place]].concat(rest));
      var digit = quotientDigit(rest, divisor);
      quotient.unshift(digit);
      rest = sum(rest, product(divisor, trimmed([digit])), -1);
    }
    return [trimmed(quotient), rest];
  }

  function divisor(left, right) {
    while (right.length) {
      var rest = division(left, right)[1];
      left = right;
      right = rest;
    }
    return left;
  }

  // --- fractions ---

  function fraction(sign, top, bottom) {
    var common = divisor(top, bottom);
    return { sign: top.length ? sign : 0, top: division(top, common)[0], bottom: division(bottom, common)[0] };
  }

  /** "70%", "87.5", "-7/10" */
  function read(text) {
    var sign = text[0] === "-" ? -1 : 1, percent = text.slice(-1) === "%";
    var halves = text.replace(/[-%]/g, "").split("/"), cut = (halves[0] + ".").split(".");
    return fraction(sign, whole(cut[0] + cut[1]), product(whole("1" + cut[1].replace(/./g, "0") + (percent ? "00" : "")), whole(halves[1] || "1")));
  }

  function negative(one) { return { sign: -one.sign, top: one.top, bottom: one.bottom }; }

  function add(left, right) {
    var one = product(left.top, right.bottom), other = product(right.top, left.bottom), bottom = product(left.bottom, right.bottom);
    if (!left.sign) return right;
    if (left.sign * right.sign >= 0) return fraction(left.sign, sum(one, other, 1), bottom);
    return order(one, other) < 0 ? fraction(right.sign, sum(other, one, -1), bottom) : fraction(left.sign, sum(one, other, -1), bottom);
  }

  function subtract(left, right) { return add(left, negative(right)); }

  function multiply(left, right) { return fraction(left.sign * right.sign, product(left.top, right.top), product(left.bottom, right.bottom)); }

  /** By anything but zero. */
  function divide(left, right) { return fraction(left.sign * right.sign, product(left.top, right.bottom), product(left.bottom, right.top)); }

  function compare(left, right) { return subtract(left, right).sign; }

  /** "454/5", as it is */
  function exact(one) {
    return (one.sign < 0 ? "-" : "") + wholeText(one.top) + (order(one.bottom, [1]) ? "/" + wholeText(one.bottom) : "");
  }

  /** "90.8", "−3", "约33.3333": four places, half up, as the pages write numbers */
  function shown(one) {
    var divided = division(product(one.top, [10000]), one.bottom), half = order(product(divided[1], [2]), one.bottom);
    var digits = half > 0 || (half === 0 && one.sign > 0) ? sum(divided[0], [1], 1) : divided[0];
    var text = ("0000" + wholeText(digits)).replace(/^0+(?=\d{5})/, "").replace(/\d{4}$/, ".$&").replace(/\.?0+$/, "");
    return (divided[1].length ? "约" : "") + (one.sign < 0 && digits.length ? "−" : "") + text;
  }

  /** The next whole number at or below (as a fraction). */
  function floor(one) {
    var divided = division(one.top, one.bottom);
    return fraction(one.sign, one.sign < 0 && divided[1].length ? sum(divided[0], [1], 1) : divided[0], [1]);
  }

  window.gongkaiFractions = {
    read: read, add: add, subtract: subtract, multiply: multiply, divide: divide, compare: compare, exact: exact, shown: shown, floor: floor,
    zero: read("0"), one: read("1")
  };
})();
