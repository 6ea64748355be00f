// <kept-text data-key>: inside <auto-save>. Keeps in this tab what a form could not save yet, and offers it when the
// page comes back. Texts alone: no file, no password, no number of a person or an account.
const PREFIX = "kept:"
const DAY = 86_400_000
const TEXTS = "textarea[name], input[name]:not([type]), input[name]:is([type=text], [type=number], [type=date])"
const SECRET = /iin|password|bank/i

class KeptText extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("auto-save")?.querySelector("form")
    this.panel = this.querySelector("[hidden]")
    if (!this.form || !this.panel) return
    this.key = PREFIX + this.dataset.key
    this.sweep()
    // A page that shows what was refused holds words that stand nowhere else: there is nothing to compare them with.
    const isUnsaved = this.form.hasAttribute("data-unsaved")
    this.offered = {}
    this.saved = new Map(isUnsaved ? [] : this.fields().map((field) => [field.name, field.value]))
    if (isUnsaved) this.keep()
    else this.offer(this.read())
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.form.addEventListener("input", () => this.keep(), { signal })
    this.form.addEventListener("change", () => this.keep(), { signal })
    this.closest("auto-save").addEventListener("autosaved", ({ detail }) => this.release(detail.values ?? []), { signal })
    document.addEventListener("forgotten", () => this.forget(), { signal })
    this.querySelector("[data-restore]").addEventListener("click", () => this.restore(), { signal })
    this.querySelector("[data-forget]").addEventListener("click", () => this.forget(), { signal })
  }

  disconnectedCallback() {
    this.listeners?.abort()
  }

  fields() {
    return [...this.form.querySelectorAll(TEXTS)].filter((field) => !SECRET.test(field.name))
  }

  // What is older than a day goes, whichever page it was typed on.
  sweep() {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX) && !(JSON.parse(sessionStorage.getItem(key)).at > Date.now() - DAY)) sessionStorage.removeItem(key)
    }
  }

  read() {
    return JSON.parse(sessionStorage.getItem(this.key) ?? "{}").fields ?? {}
  }

  // What was offered and not decided on yet is kept along with what is typed now.
  keep() {
    const fields = { ...this.offered }
    for (const field of this.fields()) if (field.value !== this.saved.get(field.name)) fields[field.name] = { label: this.label(field), value: field.value }
    try {
      if (Object.keys(fields).length) sessionStorage.setItem(this.key, JSON.stringify({ at: Date.now(), fields }))
      else sessionStorage.removeItem(this.key)
    } catch {
      // A browser that keeps nothing: the page itself still has the text.
    }
  }

  release(values) {
    for (const [name, value] of values) this.saved.set(name, JSON.parse(value).at(-1) ?? "")
    this.keep()
  }

  offer(fields) {
    const plain = (text) => (text ?? "").replace(/\r\n?/g, "\n").trim()
    const differing = Object.entries(fields).filter(([name, { value }]) => plain(value) !== plain(this.saved.get(name)))
    this.offered = Object.fromEntries(differing)
    if (!differing.length) return this.forget()
    const template = this.querySelector("template")
    for (const [name, { label, value }] of differing) {
      const shown = template.content.cloneNode(true)
      shown.querySelector("[data-label]").textContent = label
      shown.querySelector("[data-now]").textContent = this.saved.get(name) || "–"
      shown.querySelector("[data-typed]").textContent = value || "–"
      template.before(shown)
    }
    this.panel.hidden = false
  }

  restore() {
    for (const [name, { value }] of Object.entries(this.offered)) {
      const field = this.fields().find((one) => one.name === name)
      if (!field) continue // A row that is not on the page: what was typed stays to be read and copied.
      delete this.offered[name]
      field.value = value
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
    this.keep()
    this.panel.hidden = Object.keys(this.offered).length === 0
    this.form.querySelector("textarea, input:not([type=hidden])")?.focus()
  }

  forget() {
    this.offered = {}
    this.panel.hidden = true
    sessionStorage.removeItem(this.key)
  }

  label(field) {
    const row = field.closest("fieldset")?.querySelector("legend")?.textContent.trim()
    const label = field.labels?.[0]?.firstChild?.textContent.trim() ?? field.name
    return row ? `${row}: ${label}` : label
  }
}

customElements.define("kept-text", KeptText)
