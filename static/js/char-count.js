// <char-count for="id" data-limit>: says how many characters are left, counted as the server counts them.
class CharCount extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"))
    if (!this.field) return
    // Pasted text is kept whole and counted, not cut.
    this.field.removeAttribute("maxlength")
    this.hint = this.textContent
    this.shown = document.createElement("span")
    this.shown.ariaHidden = "true"
    this.heard = document.createElement("span")
    this.heard.className = "sr-only"
    this.heard.setAttribute("role", "status")
    this.replaceChildren(this.shown, this.heard)
    this.field.addEventListener("input", () => this.count())
    this.count()
  }

  // A new line is one character, and so is a letter or a sign of any script: as in Python.
  length() {
    return [...this.field.value.trim().replace(/\r\n?/g, "\n")].length
  }

  count() {
    const left = Number(this.dataset.limit) - this.length()
    this.toggleAttribute("data-over-limit", left < 0)
    const words = left < 0 ? `${this.dataset.over} ${-left}` : `${this.dataset.left} ${left}`
    this.shown.textContent = this.field.value ? words : this.hint
    clearTimeout(this.pause)
    this.pause = setTimeout(() => { this.heard.textContent = this.shown.textContent }, 1000)
  }

  disconnectedCallback() {
    clearTimeout(this.pause)
  }
}

customElements.define("char-count", CharCount)
