// Addresses of the 绩效目标考评表 to send on: a button beside the number of the row that a reader is at copies the row's, one among the
// controls copies that of the view.
(function () {
  "use strict";
  var said = document.createElement("p");
  var link = document.createElement("button");

  /** Outside of safe places (a portal on plain http) browsers copy only what is selected. */
  function copySelected(text) {
    var area = document.createElement("textarea"), focused = document.activeElement, done;
    area.value = text;
    area.className = "gk-hidden";
    document.body.appendChild(area);
    area.select();
    try { done = document.execCommand("copy"); } catch (refused) { done = false; }
    document.body.removeChild(area);
    if (focused) focused.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("refused"));
  }

  function copy(text) {
    return navigator.clipboard && window.isSecureContext ? navigator.clipboard.writeText(text) : copySelected(text);
  }

  /** Tell the outcome, aloud and for a moment in the button's place. */
  function tell(button, words, shown) {
    button.dataset.label = button.dataset.label || button.textContent;
    said.textContent = words;
    button.textContent = shown;
    setTimeout(function () {
      button.textContent = button.dataset.label;
      said.textContent = "";
    }, 2000);
  }

  function send(button, address, what, done) {
    copy(address).then(function () {
      tell(button, "已复制" + what + "的网址", done);
    }, function () {
      tell(button, "浏览器不允许复制，请从地址栏复制", "未复制");
    });
  }

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
      send(link, location.href.split("#")[0] + "#" + row.id, "“" + row.cells[1].lastChild.textContent + "”一行", "✓");
    });
  }

  /**
   * @param {HTMLTableElement} table
   * @param {HTMLFormElement} form the controls, with a button for the view
   * @param {function(): string} address of the view
   */
  window.gongkaiScores.addLinks = function (table, form, address) {
    var button = document.getElementById("score-send");
    said.className = "gk-hidden";
    said.setAttribute("role", "status");
    form.appendChild(said);
    makeLink();
    button.addEventListener("click", function () { send(button, address(), "现在所见", "已复制"); });
    table.addEventListener("onpointerover" in window ? "pointerover" : "mouseover", follow);
    table.addEventListener("focusin", follow);
  };
})();
