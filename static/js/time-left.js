// <time-left data-deadline data-now>: counts down by the server's clock, says when the device's clock is wrong.
const MINUTE = 60_000
const TOLERANCE = 2 * MINUTE

class TimeLeft extends HTMLElement {
  connectedCallback() {
    this.deadline = Date.parse(this.dataset.deadline)
    this.units = JSON.parse(this.dataset.units)
    this.plural = new Intl.PluralRules(document.documentElement.lang)
    this.trust(Date.parse(this.dataset.now))
    this.wake = () => { if (!document.hidden) this.ask() }
    document.addEventListener("visibilitychange", this.wake)
    // A page that came back from history carries an old time.
    if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") this.ask()
  }

  disconnectedCallback() {
    clearTimeout(this.next)
    document.removeEventListener("visibilitychange", this.wake)
  }

  // Every answer of the server carries its time; this file is the smallest thing to ask for.
  async ask() {
    try {
      const answer = await fetch(import.meta.url, { method: "HEAD", cache: "no-store" })
      const date = Date.parse(answer.headers.get("Date"))
      if (date) this.trust(date)
    } catch {
      // Without a connection the last known time stands.
    }
  }

  trust(serverNow) {
    this.ahead = serverNow - Date.now()
    this.tick()
  }

  tick() {
    clearTimeout(this.next)
    const left = this.deadline - Date.now() - this.ahead
    this.toggleAttribute("data-over", left < 0)
    this.textContent = left < 0 ? this.dataset.closed : `${this.dataset.label} ${this.words(left)}`
    if (Math.abs(this.ahead) > TOLERANCE) this.warn()
    if (left >= 0) this.next = setTimeout(() => this.tick(), left < 60 * MINUTE ? 1000 : MINUTE / 2)
  }

  words(left) {
    const seconds = Math.floor(left / 1000)
    const parts = seconds < 3600
      ? [[seconds / 60, "minute"], [seconds % 60, "second"]]
      : [[seconds / 86400, "day"], [(seconds / 3600) % 24, "hour"], [(seconds / 60) % 60, "minute"]]
    const whole = parts.map(([count, unit]) => [Math.floor(count), unit]).filter(([count]) => count > 0)
    const shown = whole.length ? whole.slice(0, 2) : [[0, "second"]]
    return shown.map(([count, unit]) => `${count} ${this.units[unit][this.plural.select(count)]}`).join(" ")
  }

  warn() {
    const warning = document.createElement("span")
    warning.className = "deadline__warning"
    warning.textContent = this.dataset.warning
    this.append(warning)
  }
}

customElements.define("time-left", TimeLeft)
