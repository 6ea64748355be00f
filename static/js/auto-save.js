// <auto-save>: wraps a form and sends what changed in it, within five seconds and whenever the page is left.
// It says what it did in its [data-status], in the words of its own data- attributes.
const PAUSE = 2000
const LONGEST_WAIT = 60_000

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.status = this.querySelector("[data-status]")
    if (!this.form || !this.status) return
    this.pageTitle = document.title
    this.saved = this.values()
    this.failures = 0
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.form.addEventListener("input", () => this.touched(), { signal })
    this.form.addEventListener("change", () => this.save(), { signal })
    this.form.addEventListener("submit", () => this.rest(), { signal })
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save() }, { signal })
    addEventListener("pagehide", () => this.save(), { signal })
    addEventListener("online", () => this.save(), { signal })
    addEventListener("beforeunload", (event) => { if (this.changed().length) event.preventDefault() }, { signal })
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.listeners?.abort()
  }

  // Every named field with all its values; apart from files, and from fields that say they are never saved.
  values() {
    const values = new Map()
    const kept = (field) => field.name && field.type !== "file" && !("unsaved" in field.dataset)
    for (const field of this.form.elements) if (kept(field)) values.set(field.name, "[]")
    const form = new FormData(this.form)
    for (const name of values.keys()) values.set(name, JSON.stringify(form.getAll(name).filter((value) => typeof value === "string")))
    return values
  }

  changed() {
    return [...this.values()].filter(([name, value]) => this.saved.get(name) !== value)
  }

  touched() {
    if (this.failures) this.stop()
    this.failures = 0
    this.mark()
    this.after(PAUSE)
  }

  after(wait) {
    // The first keystroke starts the pause; later ones do not put it off.
    this.timer ??= setTimeout(() => this.save(), wait)
  }

  mark() {
    document.title = this.changed().length ? `● ${this.pageTitle}` : this.pageTitle
  }

  rest() {
    this.saved = this.values()
    this.stop()
    this.mark()
  }

  stop() {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  async save() {
    this.stop()
    const changed = this.changed()
    if (!changed.length || this.busy) return
    this.busy = true
    this.say("saving")
    try {
      const answer = await fetch(this.dataset.url ?? this.form.action, {
        method: "POST", body: this.body(changed), headers: { "X-Auto-Save": "1" }, keepalive: true, redirect: "manual",
      })
      await this.heard(answer, changed)
    } catch {
      this.again()
    }
    this.busy = false
    this.mark()
    if (this.changed().length) this.after(this.wait())
  }

  // Hidden fields go along each time: the token, and the version that was read.
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
    if (answer.ok) {
      for (const [name, value] of changed) this.saved.set(name, value)
      this.failures = 0
      this.say("saved", facts.saved_at ?? new Date().toTimeString().slice(0, 5))
    } else if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
      await this.renew()
      this.again("signedOut")
    } else this.again({ 400: "invalid", 409: "conflict", 422: "invalid" }[answer.status])
    this.remember(facts)
  }

  // A new sign-in makes the old token worthless; with a session, the page has the new one.
  async renew() {
    const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "")
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrfmiddlewaretoken]")
    if (fresh) this.remember({ csrfmiddlewaretoken: fresh.value })
  }

  // The server may answer new values of hidden fields, such as {"version": 8}.
  remember(facts) {
    for (const hidden of this.form.querySelectorAll("input[type=hidden]")) {
      if (!(hidden.name in facts)) continue
      hidden.value = facts[hidden.name]
      this.saved.set(hidden.name, JSON.stringify([hidden.value]))
    }
  }

  again(why = "failed") {
    this.failures += 1
    this.say(why)
  }

  wait() {
    return Math.min(PAUSE * 2 ** this.failures, LONGEST_WAIT)
  }

  say(state, clock = "") {
    this.status.dataset.state = ["saving", "saved"].includes(state) ? state : "failed"
    this.status.textContent = (this.dataset[state] ?? this.dataset.failed).replace("{time}", clock)
  }
}

customElements.define("auto-save", AutoSave)
