// <who-is-here>: who else is at work, as the page knew it; the answers of a page that saves itself say it anew.
// Nobody has been told of for two minutes: then nobody is there.
const GONE = 120_000

class WhoIsHere extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    document.addEventListener("autosaved", (event) => this.hear(event.detail.colleagues), { signal: this.listeners.signal })
    this.wait()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.listeners.abort()
  }

  hear(sentences) {
    if (!sentences) return
    const shown = [...this.children].map((line) => line.textContent)
    this.wait()
    // What stands there already is not read out again.
    if (JSON.stringify(shown) === JSON.stringify(sentences)) return
    this.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })))
  }

  wait() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.replaceChildren(), GONE)
  }
}

customElements.define("who-is-here", WhoIsHere)
