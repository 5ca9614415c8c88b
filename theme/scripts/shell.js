// The frame's two conveniences, in the head so that the page is painted once: a switch between light and dark, and contents that stand
// open where there is room beside the text. Everything is readable without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "gk-color-scheme";
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  var wide = window.matchMedia("(min-width: 76.25rem)");

  // Storage may be refused (a file, a private window): then the choice lasts as long as the page.
  function remembered() {
    try { return localStorage.getItem(key); } catch (refused) { return null; }
  }
  function remember(choice) {
    try { localStorage.setItem(key, choice); } catch (refused) { return; }
  }
  function dark() {
    var chosen = root.getAttribute("data-md-color-scheme");
    return chosen ? chosen === "slate" : system.matches;
  }

  var choice = remembered();
  if (choice === "slate" || choice === "default") root.setAttribute("data-md-color-scheme", choice);
  root.classList.remove("no-js");

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector(".gk-scheme");
    var toc = document.querySelector(".gk-toc");

    function show() { button.setAttribute("aria-pressed", String(dark())); }
    button.addEventListener("click", function () {
      var next = dark() ? "default" : "slate";
      root.setAttribute("data-md-color-scheme", next);
      remember(next);
      show();
    });
    show();

    function unfold() {
      toc.open = wide.matches;
      toc.firstElementChild.tabIndex = wide.matches ? -1 : 0;
    }
    if (toc) {
      unfold();
      if (wide.addEventListener) wide.addEventListener("change", unfold);
    }
  });
})();
