// <budget-table data-budget>: keeps the sums of a budget right while its lines are written; the server counts again.
class BudgetTable extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.listeners = new AbortController()
    this.form.addEventListener("input", () => this.count(), { signal: this.listeners.signal })
    this.count()
  }

  disconnectedCallback() {
    this.listeners?.abort()
  }

  count() {
    const sums = { total: 0, own: 0, other: 0, requested: 0 }
    for (const line of this.form.querySelectorAll("[data-line]")) {
      const cell = (name) => this.read(line.querySelector(`[data-cell="${name}"]`))
      const total = cell("quantity") * cell("unit_cost") * cell("months")
      line.querySelector("[data-line-total]").textContent = this.written(total)
      if (line.querySelector('[name$="-DELETE"]')?.checked) continue
      const own = cell("own_amount"), other = cell("other_amount")
      const asked = line.querySelector('[data-cell="requested_amount"]').value.trim()
      sums.total += total
      sums.own += own
      sums.other += other
      sums.requested += asked ? cell("requested_amount") : Math.max(total - own - other, 0)
    }
    for (const [name, sum] of Object.entries(sums)) this.show(`[data-sum="${name}"]`, sum)
    const left = Number(this.dataset.budget) - sums.requested
    this.show("[data-left]", left)
    this.querySelector("[data-left]").toggleAttribute("data-over", left < 0)
  }

  read(input) {
    return Number((input?.value ?? "").replace(/[\s₸]/g, "").replace(",", ".")) || 0
  }

  show(selector, sum) {
    this.querySelector(selector).textContent = this.written(sum)
  }

  // As the server writes sums: groups of three, tiyn only if there are any.
  written(sum) {
    const rounded = Math.round(sum * 100) / 100
    const [whole, tiyn] = Math.abs(rounded).toFixed(2).split(".")
    const point = document.documentElement.lang === "en" ? "." : ","
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0")
    return `${rounded < 0 ? "-" : ""}${grouped}${tiyn === "00" ? "" : point + tiyn}\u00a0₸`
  }
}

customElements.define("budget-table", BudgetTable)
