// <budget-table data-budget data-people>: keeps the sums of a budget right while its lines are written, in whole tiyn
// and rounded as the server rounds, which counts again.
const NUMBER = /^(\d+[.,]?\d{0,2}|[.,]\d{1,2})$/
const SUMS = ["total", "own", "other", "requested"]

class BudgetTable extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.listeners = new AbortController()
    for (const kind of ["input", "change"]) {
      this.form.addEventListener(kind, () => this.count(), { signal: this.listeners.signal })
    }
    this.count()
  }

  disconnectedCallback() {
    this.listeners?.abort()
  }

  count() {
    const lines = [...this.form.querySelectorAll("[data-line]")].map((line) => this.line(line))
    const kept = lines.filter((line) => line.isKept)
    const whole = this.sums(kept)
    for (const name of SUMS) this.show(this.querySelector(`[data-sum="${name}"]`), whole[name])
    const left = this.read(this.dataset.budget) - whole.requested
    this.show(this.querySelector("[data-left]"), left)
    this.querySelector("[data-left]").toggleAttribute("data-over", left < 0n)
    this.share(whole.requested)
    for (const row of this.querySelectorAll("[data-category]")) this.row(row, kept)
  }

  line(line) {
    const cell = (name) => line.querySelector(`[data-cell="${name}"]`)
    const number = (name) => this.read(cell(name)?.value)
    // Three factors in hundredths make millionths; half a tiyn goes up.
    const total = (number("quantity") * number("unit_cost") * number("months") + 5_000n) / 10_000n
    this.show(line.querySelector("[data-line-total]"), total)
    const own = number("own_amount"), other = number("other_amount"), left = total - own - other
    const asked = cell("requested_amount").value.trim() ? number("requested_amount") : left
    return {
      isKept: !line.querySelector('[name$="-DELETE"]')?.checked,
      category: cell("category").value,
      year: cell("year")?.value || "1",
      total, own, other, requested: asked > 0n ? asked : 0n,
    }
  }

  sums(lines) {
    return Object.fromEntries(SUMS.map((name) => [name, lines.reduce((sum, line) => sum + line[name], 0n)]))
  }

  // A row without a category is that of the whole budget.
  row(row, lines) {
    const own = lines.filter((line) => !row.dataset.category || line.category === row.dataset.category)
    row.hidden = own.length === 0 && row.dataset.category !== ""
    for (const cell of row.querySelectorAll("[data-of]")) {
      const year = cell.dataset.year
      this.show(cell, this.sums(year ? own.filter((line) => line.year === year) : own)[cell.dataset.of])
    }
  }

  share(requested) {
    const people = BigInt(this.dataset.people || 0), share = this.querySelector("[data-share]")
    if (!people || !share) return
    this.show(this.querySelector("[data-share-of]"), requested)
    this.show(share, (2n * requested + people) / (2n * people))
  }

  // Hundredths; what is no number counts as nought, as it does on the server.
  read(text = "") {
    const plain = text.replace(/\s/g, "").replace(/₸$/, "")
    if (!NUMBER.test(plain)) return 0n
    const [whole, rest = ""] = plain.split(/[.,]/)
    return BigInt(whole + rest.padEnd(2, "0"))
  }

  // As the server writes sums: groups of three, tiyn only if there are any.
  show(place, sum) {
    const digits = String(sum < 0n ? -sum : sum).padStart(3, "0")
    const whole = digits.slice(0, -2), tiyn = digits.slice(-2)
    const point = document.documentElement.lang === "en" ? "." : ","
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0")
    place.textContent = `${sum < 0n ? "-" : ""}${grouped}${tiyn === "00" ? "" : point + tiyn}\u00a0₸`
  }
}

customElements.define("budget-table", BudgetTable)
