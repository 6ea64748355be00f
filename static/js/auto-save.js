// <auto-save>: wraps a form and sends what changed in it, within five seconds and whenever the page is left.
// It tells by events: "saving" whenever anything has changed, "autosaved" with each answer. <save-status> says it.
const PAUSE = 2000
const LONGEST_WAIT = 60_000
// A page may send 64 kB while it is left; here with room for what surrounds it.
const KEPT_ALIVE = 50_000

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    if (!this.form) return
    this.saved = this.values()
    this.failures = 0
    this.clashing = new Set()
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.form.addEventListener("input", () => this.touched(), { signal })
    this.form.addEventListener("change", () => this.save(), { signal })
    this.form.addEventListener("submit", () => this.rest(), { signal })
    // Left, or come back to from a new sign-in elsewhere.
    document.addEventListener("visibilitychange", () => this.save(), { signal })
    for (const name of ["focus", "pagehide", "online"]) addEventListener(name, () => this.save(), { signal })
  }

  disconnectedCallback() {
    this.stop()
    this.listeners?.abort()
  }

  // Every named field with its values; apart from files, and from fields that say they are never saved.
  values() {
    const values = new Map()
    const kept = (field) => field.name && field.type !== "file" && !("unsaved" in field.dataset)
    for (const field of this.form.elements) if (kept(field)) values.set(field.name, "[]")
    const form = new FormData(this.form)
    for (const name of values.keys()) values.set(name, JSON.stringify(form.getAll(name)))
    return values
  }

  changed() {
    return [...this.values()].filter(([name, value]) => this.saved.get(name) !== value)
  }

  // A page that shows what was refused holds words that stand nowhere else.
  isUnsaved() {
    return this.changed().length > 0 || this.form.hasAttribute("data-unsaved")
  }

  // What somebody else has changed too waits until the person has seen both; the rest does not wait for it.
  sendable() {
    return this.changed().filter(([name]) => !this.clashing.has(name))
  }

  touched() {
    if (this.failures) this.stop()
    this.failures = 0
    this.tell()
    this.after(PAUSE)
  }

  after(wait) {
    // The first keystroke starts the pause; later ones do not put it off.
    this.timer ??= setTimeout(() => this.save(), wait)
  }

  rest() {
    this.form.removeAttribute("data-unsaved")
    this.saved = this.values()
    this.stop()
    this.tell()
  }

  stop() {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  async save() {
    this.stop()
    const changed = this.sendable()
    if (!changed.length || this.busy) return
    this.busy = true
    this.tell("saving")
    try {
      const body = this.body(changed)
      const answer = await fetch(this.dataset.url ?? this.form.action, {
        method: "POST", body, headers: { "X-Auto-Save": "1" }, redirect: "manual",
        keepalive: new Blob([...body].flat()).size < KEPT_ALIVE,
      })
      await this.heard(answer, changed)
    } catch {
      this.failures += 1
      this.tell("failed")
    }
    this.busy = false
    this.tell()
    if (this.sendable().length) this.after(Math.min(PAUSE * 2 ** this.failures, LONGEST_WAIT))
  }

  // Hidden fields go along each time: the token, and what was read.
  body(changed) {
    const body = new FormData()
    for (const hidden of this.form.querySelectorAll("input[type=hidden]")) body.set(hidden.name, hidden.value)
    for (const [name, value] of changed) {
      body.append("changed", name)
      body.delete(name)
      for (const one of JSON.parse(value)) body.append(name, one)
    }
    return body
  }

  async heard(answer, changed) {
    const facts = await answer.json().catch(() => ({}))
    this.remember(facts)
    this.failures = answer.ok ? 0 : this.failures + 1
    if (answer.ok) for (const [name, value] of changed) this.saved.set(name, value)
    else this.setAside(facts.clashes ?? [], changed.map(([name]) => name))
    this.tell({ ...facts, status: answer.status, clashing: this.clashing.size, values: answer.ok ? changed : [] }, "autosaved")
  }

  // The names of texts are those of their fields; of a table all rows are meant.
  setAside(theirs, names) {
    const mine = names.filter((name) => theirs.includes(name))
    if (theirs.length) for (const name of mine.length ? mine : names) this.clashing.add(name)
  }

  // The server may answer new values of hidden fields.
  remember(facts) {
    for (const hidden of this.form.querySelectorAll("input[type=hidden]")) {
      if (!(hidden.name in facts)) continue
      hidden.value = facts[hidden.name]
      this.saved.set(hidden.name, JSON.stringify([hidden.value]))
    }
  }

  tell(detail, event = "saving") {
    this.dispatchEvent(new CustomEvent(event, { bubbles: true, detail }))
  }
}

customElements.define("auto-save", AutoSave)
