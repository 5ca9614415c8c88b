// Addresses of the 绩效目标考评表 to send on: a button beside the number of the row that a reader is at copies the row's, one among the
// controls copies that of the view.
(function () {
  "use strict";
  var copying = window.gongkaiCopying;
  var link = document.createElement("button");
  var said = null;

  /** The button goes along with the reader: to the row under the pointer, or whose number is in focus. */
  function follow(event) {
    var focused = event.type === "focusin", at = event.target;
    var row = at.closest && (!focused || at.closest("td:first-child")) ? at.closest("tr[id^='r-']") : null;
    if (!row || link.parentNode === row.cells[0] || (!focused && document.activeElement === link)) return;
    row.cells[0].insertBefore(link, row.cells[0].firstElementChild.nextSibling);
  }

  function makeLink() {
    link.type = "button";
    link.className = "gk-copy";
    link.textContent = "链接";
    link.setAttribute("aria-label", "复制这一行的网址链接");
    link.addEventListener("click", function () {
      var row = link.closest("tr");
      copying.send(link, said, location.href.split("#")[0] + "#" + row.id, "“" + row.cells[1].lastChild.textContent + "”一行", "✓");
    });
  }

  /**
   * @param {HTMLTableElement} table
   * @param {HTMLFormElement} form the controls, with a button for the view
   * @param {function(): string} address of the view
   */
  window.gongkaiScores.addLinks = function (table, form, address) {
    var button = document.getElementById("score-send");
    said = copying.status(form);
    makeLink();
    button.addEventListener("click", function () { copying.send(button, said, address(), "现在所见", "已复制"); });
    table.addEventListener("onpointerover" in window ? "pointerover" : "mouseover", follow);
    table.addEventListener("focusin", follow);
  };
})();
