// <print-page>: a button inside it prints the page; without this script there is no button.
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.addEventListener("click", (event) => { if (event.target.closest("button")) print() })
  }
}

customElements.define("print-page", PrintPage)
