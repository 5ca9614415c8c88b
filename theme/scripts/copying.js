// Copies the address of what a reader sees, and tells the outcome: aloud, and for a moment in the button's place.
(function () {
  "use strict";

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

  function tell(button, said, words, shown) {
    button.dataset.label = button.dataset.label || button.textContent;
    said.textContent = words;
    button.textContent = shown;
    setTimeout(function () {
      button.textContent = button.dataset.label;
      said.textContent = "";
    }, 2000);
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {HTMLElement} said where the outcome is announced, see `status`
   * @param {string} address
   * @param {string} what of: 已复制“现在所见”的网址
   * @param {string} done for a moment on the button
   */
  function send(button, said, address, what, done) {
    copy(address).then(function () {
      tell(button, said, "已复制" + what + "的网址", done);
    }, function () {
      tell(button, said, "浏览器不允许复制，请从地址栏复制", "未复制");
    });
  }

  /** A place in the form, out of sight, that is read aloud. */
  function status(form) {
    var said = document.createElement("p");
    said.className = "gk-hidden";
    said.setAttribute("role", "status");
    return form.appendChild(said);
  }

  window.gongkaiCopying = { send: send, status: status };
})();
