// <score-keys>: digits set the mark of the criterion in focus; j k, n p move; ? shows help. Silent in text fields, can be turned off.
const SETTING = "score-keys"

class ScoreKeys extends HTMLElement {
  connectedCallback() {
    this.help = this.querySelector("[data-help]")
    this.criteria = [...this.querySelectorAll("[data-criterion]")]
    if (!this.help) return
    this.help.hidden = false
    const box = this.help.querySelector("[data-keys]")
    box.checked = localStorage.getItem(SETTING) !== "off"
    box.addEventListener("change", () => localStorage.setItem(SETTING, box.checked ? "on" : "off"))
    this.listeners = new AbortController()
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])")
      if (box.checked && !typing && !event.ctrlKey && !event.altKey && !event.metaKey) this.act(event)
    }, { signal: this.listeners.signal })
  }

  disconnectedCallback() {
    this.listeners?.abort()
  }

  act(event) {
    const acts = { j: () => this.step(1), k: () => this.step(-1), n: () => this.go("next"), p: () => this.go("prev"),
      "?": () => this.explain(), "+": () => this.shift(1), "-": () => this.shift(-1) }
    const act = /^\d$/.test(event.key) ? () => this.mark(Number(event.key)) : acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  current() {
    return document.activeElement.closest("[data-criterion]")
  }

  step(way) {
    const here = this.criteria.indexOf(this.current())
    const next = this.criteria[here < 0 ? 0 : Math.min(Math.max(here + way, 0), this.criteria.length - 1)]
    const marks = this.marks(next)
    const field = marks.find((mark) => mark.checked) ?? marks[0]
    field.focus({ preventScroll: true })
    next.scrollIntoView({ block: "nearest" })
  }

  marks(criterion) {
    return [...criterion.querySelectorAll("input[type=radio]")]
  }

  mark(points) {
    const criterion = this.current()
    const mark = criterion && this.marks(criterion).find((one) => Number(one.value) === points)
    if (mark) this.choose(mark)
  }

  shift(way) {
    const criterion = this.current()
    if (!criterion) return
    const marks = this.marks(criterion)
    const here = marks.findIndex((mark) => mark.checked)
    const mark = marks[here < 0 ? 0 : here + way]
    if (mark) this.choose(mark)
  }

  choose(mark) {
    mark.checked = true
    mark.focus({ preventScroll: true })
    for (const kind of ["input", "change"]) mark.dispatchEvent(new Event(kind, { bubbles: true }))
  }

  go(way) {
    document.querySelector(`a[rel=${way}]`)?.click()
  }

  explain() {
    this.help.open = !this.help.open
    if (this.help.open) this.help.querySelector("summary").focus()
  }
}

customElements.define("score-keys", ScoreKeys)
