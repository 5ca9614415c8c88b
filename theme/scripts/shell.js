// The frame's conveniences, in the head so that the page is painted once: larger text and more contrast, which a checkbox turns on by itself,
// are kept for the next page; a switch between light and dark; contents that stand open where there is room. All can be read without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var schemeKey = "gk-color-scheme", viewKey = "gk-view";
  var views = ["large", "contrast"];
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  var wide = window.matchMedia("(min-width: 76.25rem)");

  // Storage may be refused (a file, a private window): then the choice lasts as long as the page. A cookie is never set.
  function remembered(key) {
    try { return localStorage.getItem(key); } catch (refused) { return null; }
  }
  function remember(key, choice) {
    try { localStorage.setItem(key, choice); } catch (refused) { return; }
  }

  function dark() {
    var chosen = root.getAttribute("data-md-color-scheme");
    return chosen ? chosen === "slate" : system.matches;
  }

  // What was chosen last, or else what the system prefers; an address that ends in ?view=large asks for it too, for links from a portal.
  function wanted() {
    var asked = /[?&]view=([a-z,]*)/.exec(location.search);
    if (asked) remember(viewKey, asked[1]);
    var chosen = asked ? asked[1] : remembered(viewKey);
    if (chosen === null) chosen = window.matchMedia("(prefers-contrast: more)").matches ? "contrast" : "";
    return chosen.split(",");
  }
  function set(view, on) { root.classList[on ? "add" : "remove"]("gk-" + view); }
  function viewed(view) { return root.classList.contains("gk-" + view); }

  var scheme = remembered(schemeKey);
  if (scheme === "slate" || scheme === "default") root.setAttribute("data-md-color-scheme", scheme);
  wanted().forEach(function (view) { if (views.indexOf(view) >= 0) set(view, true); });
  root.classList.remove("no-js");
  set("asked", /[?&#]q=[^&]/.test(location.href)); // a page that is to show what was found keeps room for it

  function offerViews() {
    views.forEach(function (view) {
      var box = document.getElementById("view-" + view);
      function show() { box.checked = viewed(view); }
      show();
      window.addEventListener("pageshow", show); // a browser may check it again for who goes back
      box.addEventListener("change", function () {
        set(view, box.checked);
        remember(viewKey, views.filter(viewed).join(","));
      });
    });
  }

  function offerDark() {
    var button = document.querySelector(".gk-scheme");
    function show() { button.setAttribute("aria-pressed", String(dark())); }
    button.addEventListener("click", function () {
      var next = dark() ? "default" : "slate";
      root.setAttribute("data-md-color-scheme", next);
      remember(schemeKey, next);
      show();
    });
    show();
  }

  function unfoldContents() {
    var toc = document.querySelector(".gk-toc");
    function unfold() {
      toc.open = wide.matches;
      toc.firstElementChild.tabIndex = wide.matches ? -1 : 0;
    }
    if (!toc) return;
    unfold();
    if (wide.addEventListener) wide.addEventListener("change", unfold);
  }

  function offerPrint() {
    var button = document.querySelector(".gk-print");
    if (button) button.addEventListener("click", function () { window.print(); });
  }

  // “/” leads to the box of the search that can be seen, or to its page; who does not want that says so there.
  function offerSearch() {
    document.addEventListener("keydown", function (event) {
      var at = event.target;
      if (event.key !== "/" || remembered("gk-slash") === "off" || event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName)) return;
      var boxes = Array.prototype.filter.call(document.querySelectorAll(".gk-find input[name=q]"), function (box) { return box.offsetWidth; });
      var box = boxes.pop();
      event.preventDefault();
      if (box) box.select(); else location.href = document.querySelector(".gk-top .gk-find").action;
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    offerSearch();
    offerViews();
    offerDark();
    unfoldContents();
    offerPrint();
  });
})();
