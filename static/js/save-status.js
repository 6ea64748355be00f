// <save-status>: inside <auto-save>. Says what became of what was typed, in the words of the data- attributes of that
// element; marks the title while anything is unsaved, and asks before it is left. Where a session has ended it fetches a
// new token and opens the dialog that offers to sign in.
class SaveStatus extends HTMLElement {
  connectedCallback() {
    this.page = this.closest("auto-save")
    if (!this.page) return // A page that does not save itself, such as one of lines that were brought.
    this.pageTitle = document.title
    this.dialog = this.page.querySelector("[data-signed-out-dialog]")
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.page.addEventListener("saving", ({ detail }) => this.hear(detail), { signal })
    this.page.addEventListener("autosaved", ({ detail }) => this.hear(this.stateOf(detail), detail), { signal })
    this.dialog?.querySelector("[data-save-now]").addEventListener("click", () => this.page.save(), { signal })
    addEventListener("beforeunload", (event) => { if (this.page.isUnsaved()) event.preventDefault() }, { signal })
    this.mark()
  }

  disconnectedCallback() {
    this.listeners?.abort()
  }

  hear(state, answer) {
    this.mark()
    // Bad news stand until there are better ones.
    if (!state || (state === "saving" && this.dataset.state === "failed")) return
    this.say(state, answer?.saved_at)
    if (state === "saved") this.renewed = false
    if (state === "signedOut") this.renew(answer.status === 403)
    // Without the focus: whoever is told this is typing still.
    if (this.dialog && answer) this.dialog.open = state === "signedOut"
  }

  // What an answer comes to: the data- attribute that says it. A redirection, which is not followed, has no status.
  stateOf({ status, clashing, clashes, why }) {
    if (status >= 200 && status < 300) return clashing ? "clash" : "saved"
    if ([0, 401, 403].includes(status)) return "signedOut"
    if (clashes?.length) return "clash"
    if (why) this.page.dataset.refused = why
    return why ? "refused" : { 400: "invalid", 409: "conflict", 422: "invalid" }[status] ?? "failed"
  }

  mark() {
    document.title = this.page.isUnsaved() ? `● ${this.pageTitle}` : this.pageTitle
  }

  say(state, clock) {
    // It takes no less room than before: the buttons above it must not move under the hand.
    this.style.minBlockSize = `${this.offsetHeight}px`
    this.dataset.state = ["saving", "saved"].includes(state) ? state : "failed"
    this.textContent = (this.page.dataset[state] ?? this.page.dataset.failed).replace("{time}", clock || new Date().toTimeString().slice(0, 5))
  }

  // A new sign-in makes the old token worthless; with a session, the page has the new one, and may save at once: once,
  // for it may also be that the person may not write here.
  async renew(isRefused) {
    const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "")
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrfmiddlewaretoken]")
    if (fresh) this.page.remember({ csrfmiddlewaretoken: fresh.value })
    if (fresh && isRefused && !this.renewed) this.page.save()
    this.renewed = isRefused
  }
}

customElements.define("save-status", SaveStatus)
