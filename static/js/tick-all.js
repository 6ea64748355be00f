// <tick-all data-label>: one box that ticks every box of its form, and says how many are ticked.
class TickAll extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form")
    const boxes = () => [...form.querySelectorAll("input[type=checkbox][name]")]
    if (!form || !boxes().length) return
    const all = document.createElement("input")
    const count = document.createElement("output")
    all.type = "checkbox"
    this.label = document.createElement("label")
    this.label.append(all, ` ${this.dataset.label} `, count)
    this.replaceChildren(this.label)
    const show = () => {
      const ticked = boxes().filter((box) => box.checked).length
      all.checked = ticked === boxes().length
      all.indeterminate = ticked > 0 && !all.checked
      count.value = `${ticked}/${boxes().length}`
    }
    all.addEventListener("change", () => { boxes().forEach((box) => { box.checked = all.checked }); show() })
    form.addEventListener("change", (event) => { if (event.target !== all) show() })
    show()
  }
}

customElements.define("tick-all", TickAll)
