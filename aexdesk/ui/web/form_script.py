"""The script that finds the fields of a form by their labels and writes into them. Runs in the page, not here."""

SCRIPT = r"""(given) => {
  const here = self.origin === location.origin ? location.origin : "";
  if (here !== given.origin) { return "{}"; }

  // A page may be built of shadow trees; closed ones stay closed to everybody.
  const all = (selector) => {
    const found = [], roots = [document];
    while (roots.length) {
      const root = roots.pop();
      found.push(...root.querySelectorAll(selector));
      for (const one of root.querySelectorAll("*")) { if (one.shadowRoot) { roots.push(one.shadowRoot); } }
    }
    return found;
  };
  const shown = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== "hidden";
  const plain = (text) => (text || "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  const NO_TEXT = ["hidden", "submit", "button", "image", "reset", "checkbox", "radio", "file", "password", "color"];
  const isInput = (one) => one.tagName === "INPUT" || one.tagName === "TEXTAREA" || one.tagName === "SELECT";
  const opensList = (one) => one.tagName !== "SELECT" &&
    (one.getAttribute("role") === "combobox" || one.getAttribute("aria-haspopup") === "listbox");
  const takes = (one) => {
    if (!shown(one) || one.disabled || one.getAttribute("aria-disabled") === "true") { return false; }
    if (one.tagName === "INPUT" && NO_TEXT.includes(one.type)) { return false; }
    if (one.tagName === "BUTTON" || one.tagName === "A") { return false; }  // one of these may send the form
    if (isInput(one) && one.readOnly) { return opensList(one); }
    return true;
  };
  const FIELDS = "input, textarea, select, [contenteditable='true'], [contenteditable=''], [role='textbox'], " +
    "[role='combobox'], [aria-haspopup='listbox']";
  const controls = all(FIELDS).filter(takes);
  // Of a control inside another (an input in a combobox of divs) the inner one takes the text.
  const fields = controls.filter((one) => !controls.some((other) => other !== one && one.contains(other)));

  // What stands in the page before a field, as far out as no other field stands.
  const around = (field) => {
    let box = field;
    for (let step = 0; step < 8 && box.parentElement; step += 1) {
      box = box.parentElement;
      if (fields.some((other) => other !== field && box.contains(other))) { return ""; }
      const range = document.createRange();
      range.setStart(box, 0);
      range.setEndBefore(field);
      const text = range.toString().trim();
      if (plain(text)) { return text; }
    }
    return "";
  };
  const byIds = (field, name) => (field.getAttribute(name) || "").split(/\s+/).filter(Boolean)
    .map((id) => field.getRootNode().getElementById(id)).filter(Boolean).map((one) => one.textContent).join(" ");
  const labelsOf = (field) => {
    const box = field.closest("[role='combobox'], [role='group'], [aria-haspopup='listbox']");
    const own = [byIds(field, "aria-labelledby"), field.getAttribute("aria-label")];
    if (box && box !== field) { own.push(byIds(box, "aria-labelledby"), box.getAttribute("aria-label")); }
    own.push(...Array.from(field.labels || []).map((one) => {
      const copy = one.cloneNode(true);
      for (const inner of copy.querySelectorAll("input, textarea, select")) { inner.remove(); }
      return copy.textContent;
    }));
    const strong = own.map(plain).filter(Boolean);
    const weak = [around(field), field.placeholder, field.title, field.name, field.id].map(plain).filter(Boolean);
    return {strong, weak};
  };
  const known = new Map(fields.map((field) => [field, labelsOf(field)]));
  const LIKE = [(label, wanted) => label === wanted, (label, wanted) => label.startsWith(wanted)];
  const fit = (field, wanted) => {
    const {strong, weak} = known.get(field);
    let best = 0;
    [[weak, 0], [strong, 2]].forEach(([labels, worth]) => labels.forEach((label) => wanted.forEach((one) => {
      LIKE.forEach((like, number) => { if (like(label, one)) { best = Math.max(best, worth + 2 - number); } });
    })));
    return best;
  };

  // The best fits first, so that "Item ID" does not take the field that another label fits to the letter.
  const pairs = [];
  for (const asked of given.fields) {
    const wanted = asked.labels.map(plain).filter(Boolean);
    for (const field of fields) {
      const worth = fit(field, wanted);
      if (worth) { pairs.push({key: asked.key, field, worth}); }
    }
  }
  const chosen = new Map(), results = {};
  for (let worth = 4; worth > 0; worth -= 1) {
    const taken = new Set(chosen.values());
    const level = pairs.filter((pair) => pair.worth === worth && !chosen.has(pair.key) && !results[pair.key] &&
      !taken.has(pair.field));
    for (const asked of given.fields) {
      const mine = level.filter((pair) => pair.key === asked.key);
      if (mine.length > 1) { results[asked.key] = "ambiguous"; }
      if (mine.length === 1 && !Array.from(chosen.values()).includes(mine[0].field)) {
        chosen.set(asked.key, mine[0].field);
      }
    }
  }

  const stop = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };
  const tell = (field, ...kinds) => {
    for (const kind of kinds) { field.dispatchEvent(new Event(kind, {bubbles: true, composed: true})); }
  };
  const press = (one) => {
    for (const kind of ["mousedown", "mouseup", "click"]) {
      one.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true, composed: true, button: 0}));
    }
  };
  const isChoice = (text, values) => values.some((value) => plain(text) === plain(value));
  const select = (field, values) => {
    const options = Array.from(field.options).filter((one) => !one.disabled);
    const found = options.find((one) => values.includes(one.value)) ||
      options.find((one) => isChoice(one.textContent, values));
    if (!found) { return "refused"; }
    field.value = found.value;
    tell(field, "input", "change");
    return field.value === found.value ? "filled" : "refused";
  };
  const write = (field, text) => {
    field.focus();
    if (isInput(field)) {
      const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
      Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
      tell(field, "input", "change");
      const limit = field.maxLength > 0 && field.maxLength < text.length;
      return field.value.replace(/\r\n/g, "\n") === text && !limit ? "filled" : "refused";
    }
    field.textContent = text;
    tell(field, "input", "change");
    return field.textContent === text ? "filled" : "refused";
  };
  const options = () => all("[role='option'], [role='listbox'] li, .next-menu-item, .ant-select-item-option")
    .filter((one) => shown(one) && one.getAttribute("aria-disabled") !== "true" && one.tagName !== "A" &&
      !(one.tagName === "BUTTON" && one.type === "submit"));
  const choose = (values) => {
    const there = options();
    const found = there.find((one) => isChoice(one.getAttribute("data-value") || one.getAttribute("value"), values)) ||
      there.find((one) => isChoice(one.textContent, values));
    if (found) { press(found); }
    return Boolean(found);
  };

  document.addEventListener("submit", stop, true);
  try {
    let open = "";
    for (const asked of given.fields) {
      const field = chosen.get(asked.key);
      if (given.step !== "fill") {
        results[asked.key] = choose(asked.values) ? "filled" : given.step === "choose" ? "opened" : "refused";
        if (results[asked.key] === "refused" && document.activeElement) { document.activeElement.blur(); }
      } else if (!field) {
        results[asked.key] = results[asked.key] || "missing";
      } else if (field.tagName === "SELECT") {
        results[asked.key] = select(field, asked.values);
      } else if (opensList(field) || (field.closest("[role='combobox'], [aria-haspopup='listbox']"))) {
        // Lists open one at a time: a second one is left for the next round.
        if (!open) {
          open = asked.key;
          field.focus();
          press(field);
          if (isInput(field) && !field.readOnly) {
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set
              .call(field, asked.values[asked.values.length - 1]);
            tell(field, "input");
          }
        }
        results[asked.key] = "opened";
      } else {
        results[asked.key] = write(field, asked.values[0]);
      }
    }
  } finally {
    document.removeEventListener("submit", stop, true);
  }
  return JSON.stringify(results);
}"""
