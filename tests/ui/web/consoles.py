"""Three mock forms of an App Console, each built another way; what they say and hold is the same."""

from __future__ import annotations

_COUNT = """<script>window.sent = 0; window.told = [];
document.addEventListener("submit", (e) => { e.preventDefault(); window.sent += 1; });
document.addEventListener("change", (e) => window.told.push(e.target.id));
</script>"""

PLAIN = f"""<!doctype html><form action="/sent" method="post">
<input type="search" placeholder="Search the console">
<p><label for="f1">Test Case Name <b>*</b></label> <input id="f1"></p>
<p><label>Loan Account Email: <input id="f2" type="email"></label></p>
<p><label for="f3">Item ID</label> <input id="f3" inputmode="numeric"></p>
<p><label for="f4">Quantity</label> <input id="f4" type="number" min="1"></p>
<p><label for="f5">Receiving countries/Region</label>
<select id="f5"><option value="">Please select</option><option value="ES">Spain</option>
<option value="US">United States</option></select></p>
<p><label for="f6">Reason for Application</label> <textarea id="f6"></textarea></p>
<button>Submit</button></form>{_COUNT}"""

ARIA = f"""<!doctype html><main>
<nav><input aria-label="Search item ID or order"></nav>
<div role="form"><span id="l1">Test Case Name</span><div><input id="f1" aria-labelledby="l1"></div>
<div><input id="f2" aria-label="Loan Account Email"></div>
<div><input id="f3" aria-label="Item ID" placeholder="1005…"></div>
<div><input id="f4" role="spinbutton" aria-label="Quantity"></div>
<span id="l5">Receiving countries/Region</span>
<div id="f5" role="combobox" tabindex="0" aria-labelledby="l5" aria-expanded="false" aria-controls="list">Select</div>
<ul id="list" role="listbox" hidden><li role="option" data-value="ES">Spain</li>
<li role="option" data-value="US">United States</li></ul>
<span id="l6">Reason for Application</span>
<div id="f6" role="textbox" contenteditable="true" aria-labelledby="l6" style="min-height:20px"></div>
<form><button>Submit</button></form></div></main>
<script>
const box = document.getElementById("f5"), list = document.getElementById("list");
box.addEventListener("click", () => {{ list.hidden = false; }});
list.addEventListener("click", (e) => {{ box.textContent = e.target.textContent; box.dataset.value =
  e.target.dataset.value; list.hidden = true; }});
</script>{_COUNT}"""

# As Fusion and Ant Design build theirs: no label element, no ARIA, a read-only input in a select of divs, choices that
# come later and elsewhere in the page, and state that is kept by a script which only hears events.
NESTED = f"""<!doctype html><div id="app"></div>
<script>
const state = window.model = {{}};
const row = (label, inner) => `<div class="next-row"><div class="next-form-item"><div class="next-col">` +
  `<div class="next-form-item-label"><span>${{label}}</span></div></div><div class="next-col">` +
  `<div class="next-form-item-control">${{inner}}</div></div></div></div>`;
const input = (id, more = "") => `<span class="next-input"><span><input id="${{id}}" ${{more}}></span></span>`;
setTimeout(() => {{
  document.getElementById("app").innerHTML = `<form class="next-form">` +
    row("Test Case Name", input("f1", "maxlength=64")) + row("Loan Account Email", input("f2")) +
    row("Item ID", input("f3")) + row("Quantity", input("f4")) +
    row("Receiving countries/Region", `<span class="next-select" role="combobox" aria-haspopup="listbox">` +
      `<span class="next-select-values"><em id="value"></em><input id="f5" readonly role="combobox"></span></span>`) +
    row("Reason for Application", `<span class="next-input"><textarea id="f6"></textarea></span>`) +
    `<div class="next-row"><button type="submit">Submit</button></div></form>`;
  for (const field of document.querySelectorAll("input, textarea"))
    field.addEventListener("input", () => {{ state[field.id] = field.value; }});
  document.querySelector(".next-select").addEventListener("click", () => setTimeout(() => {{
    const overlay = document.createElement("div");
    overlay.innerHTML = `<div class="next-overlay-wrapper"><ul class="next-menu" role="listbox">` +
      `<li class="next-menu-item" role="option">Spain</li>` +
      `<li class="next-menu-item" role="option">United States</li></ul></div>`;
    document.body.append(overlay);
    overlay.addEventListener("click", (e) => {{ state.f5 = e.target.textContent;
      document.getElementById("value").textContent = e.target.textContent; overlay.remove(); }});
  }}, 150));
}}, 100);
</script>{_COUNT}"""
