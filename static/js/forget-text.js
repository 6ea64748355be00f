// <forget-text>: around the button that signs out. Whatever way somebody signs out, no text of theirs stays in the browser.
const PREFIX = "kept:"

class ForgetText extends HTMLElement {
  connectedCallback() {
    this.action = this.querySelector("form")?.action
    this.listeners = new AbortController()
    this.channel = new BroadcastChannel("signed-out")
    this.channel.onmessage = () => this.forget()
    document.addEventListener("submit", (event) => this.leave(event.target), { signal: this.listeners.signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
    this.channel.close()
  }

  leave(form) {
    if (form.action !== this.action) return
    this.forget()
    this.channel.postMessage("")
  }

  forget() {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
    document.dispatchEvent(new CustomEvent("forgotten"))
  }
}

customElements.define("forget-text", ForgetText)
