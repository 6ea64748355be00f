// <error-summary autofocus>: has the focus when the page comes back, and leads to the fields.
class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.lead(event))
  }

  lead(event) {
    const link = event.target.closest("a[href^='#']")
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    const name = field.closest("fieldset")?.querySelector("legend") ?? field.labels?.[0] ?? field
    name.scrollIntoView()
    field.focus({ preventScroll: true })
  }
}

customElements.define("error-summary", ErrorSummary)
