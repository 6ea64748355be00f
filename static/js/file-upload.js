// <file-upload data-begin>: sends the file of a form part by part, goes on where it stopped, and shows how far it is.
// Without it the form sends the file whole; with it a lost line costs one part.
const PART = 256 * 1024
const PAUSE = 2000
const LONGEST_PAUSE = 30_000

class FileUpload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.input = this.form.querySelector('input[type="file"]')
    this.status = this.querySelector("[data-status]")
    this.progress = this.querySelector("progress")
    this.stopper = this.querySelector("[data-stop]")
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.form.addEventListener("submit", (event) => this.start(event), { signal })
    this.stopper.addEventListener("click", () => this.stop(), { signal })
    addEventListener("online", () => this.wake?.(), { signal })
  }

  disconnectedCallback() {
    this.listeners?.abort()
    this.sending?.abort()
  }

  start(event) {
    const [file] = this.input.files
    if (!file || !file.size || !this.form.elements.requirement.value) return
    event.preventDefault()
    if (this.sending) return
    this.sending = new AbortController()
    this.show(true)
    this.send(file)
      .then((said) => said.error ? this.say(`${this.dataset.failed} ${said.error}`) : location.assign(this.form.getAttribute("action").split("#")[0]))
      .catch(() => this.say(""))
      .finally(() => { this.sending = null; this.show(false) })
  }

  async send(file) {
    const kept = `upload ${this.dataset.begin} ${file.name} ${file.size} ${file.lastModified}`
    let place = await this.found(kept) ?? await this.begun(file, kept)
    while (!place.error && place.offset < file.size) {
      this.tell(place.offset / file.size)
      const part = file.slice(place.offset, place.offset + PART)
      const headers = { "Upload-Offset": place.offset, "Content-Type": "application/octet-stream" }
      place = await this.ask("PATCH", this.url(place), part, headers)
      if (place.offset !== undefined) delete place.error
    }
    if (place.error) { sessionStorage.removeItem(kept); return place }
    this.tell(1)
    this.say(this.dataset.checking)
    const form = new FormData(this.form)
    form.delete(this.input.name)
    const said = await this.ask("POST", this.url(place), form)
    sessionStorage.removeItem(kept)
    return said
  }

  // Where a file has come to that was begun on this page before, if it still waits.
  async found(kept) {
    const code = sessionStorage.getItem(kept)
    if (!code) return
    const place = await this.ask("GET", this.url({ code }))
    return place.error ? undefined : place
  }

  async begun(file, kept) {
    const form = new FormData()
    form.set("name", file.name)
    form.set("size", file.size)
    const place = await this.ask("POST", this.dataset.begin, form)
    if (place.code) sessionStorage.setItem(kept, place.code)
    return place
  }

  url({ code }) {
    return `${this.dataset.begin}${code}/`
  }

  // One question, until it is answered: a line that is away is waited for.
  async ask(method, url, body, headers = {}) {
    const asked = { method, body, signal: this.sending.signal, credentials: "same-origin" }
    asked.headers = { ...headers, "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value }
    for (let pause = PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        const answer = await fetch(url, asked)
        if (answer.status < 500) return await answer.json().catch(() => ({ error: answer.statusText || answer.status }))
      } catch (lost) {
        if (this.sending.signal.aborted) throw lost
      }
      this.say(this.dataset.waiting)
      await new Promise((wake) => { this.wake = wake; setTimeout(wake, pause) })
      if (this.sending.signal.aborted) throw new DOMException("", "AbortError")
    }
  }

  stop() {
    this.sending?.abort()
    this.wake?.()
  }

  show(is_sending) {
    this.progress.hidden = this.stopper.hidden = !is_sending
  }

  tell(share) {
    this.progress.value = Math.round(share * 100)
    this.say(this.dataset.sending.replace("{percent}", this.progress.value))
  }

  say(text) {
    this.status.textContent = text
  }
}

customElements.define("file-upload", FileUpload)
