// The little that htmx does not do: keys, a warning before typed text is lost, news of a lost connection.
(() => {
  "use strict";

  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
  const search = () => document.querySelector("[data-search]");

  // Keys: `/` goes to the search, `g` and a letter to a page, `+` to the quick entry, `?` lists them.
  let waitingForLetter = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("[data-search]")) {
      event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (waitingForLetter) {
      waitingForLetter = false;
      const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (link) {
        event.preventDefault();
        link.click();
      }
      return;
    }
    if (event.key === "/") {
      event.preventDefault();
      search()?.focus();
    } else if (event.key === "g") {
      waitingForLetter = true;
      setTimeout(() => { waitingForLetter = false; }, 1500);
    } else if (event.key === "+") {
      document.querySelector("[data-quick]")?.click();
    } else if (event.key === "?") {
      document.querySelector("[data-shortcuts]")?.showModal();
    }
  });

  // Arrow keys walk through the results of a search.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const box = event.target.closest(".search");
    if (!box) return;
    const stops = [search(), ...box.querySelectorAll(".hit")];
    const next = stops[stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  // From a field that looks up what is typed, the arrow goes down to the first of what was found.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !event.target.matches("[data-looks]")) return;
    const first = document.getElementById(event.target.dataset.looks).querySelector("input");
    if (first) {
      event.preventDefault();
      first.focus();
      first.click();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-prints]")) window.print();
  });

  // Typed text that was not sent yet is not lost by accident.
  let unsent = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]")) unsent = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-guard]")) unsent = false;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const asked = event.detail.requestConfig.elt; // what it brought may stand in the place of the form by now
    const looksUp = asked.hasAttribute("hx-params"); // sends a part of the form, and keeps nothing
    if (asked.closest("form[data-guard]") && !looksUp) unsent = !event.detail.successful;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsent) event.preventDefault();
  });

  // How long a form takes: the time between two acts in it adds up, a longer one is a pause and does not.
  const worked = new WeakMap();
  const work = (event) => {
    const clock = event.target.closest?.("form")?.querySelector("[data-clock]");
    if (!clock) return;
    const now = performance.now();
    const { spent, at } = worked.get(clock) ?? { spent: 1000 * Number(clock.value), at: now };
    const passed = now - at;
    const sum = passed <= 1000 * Number(clock.dataset.clock) ? spent + passed : spent;
    worked.set(clock, { spent: sum, at: now });
    clock.value = String(Math.round(sum / 1000));
  };
  for (const act of ["focusin", "pointerdown", "keydown", "input", "submit"]) document.addEventListener(act, work, true);

  // A page that asks for news by itself says whether redrawing it would take away what is being typed.
  document.addEventListener("htmx:configRequest", (event) => {
    const isTyping = document.activeElement?.matches("form[data-guard] :is(input:not([type=radio]), textarea)");
    if (event.detail.verb === "get" && (unsent || isTyping)) event.detail.headers["X-Unsent"] = "yes";
  });

  // A request that did not arrive or was not answered: say so, leave everything as it is typed.
  const tell = (news) => () => {
    const words = document.querySelector(news);
    const area = document.querySelector("[data-notices]");
    if (words && area) area.replaceChildren(words.content.cloneNode(true));
    area?.firstElementChild?.setAttribute("data-passes", "");
    area?.scrollIntoView({ block: "center" });
  };
  // Once the server answers again, what was told of the lost connection is over.
  const answered = () => document.querySelectorAll("[data-notices] > [data-passes]").forEach((each) => each.remove());
  document.addEventListener("opora:answered", answered);
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) answered(); });
  document.addEventListener("htmx:sendError", tell("[data-connection-lost]"));
  document.addEventListener("htmx:timeout", tell("[data-connection-lost]"));
  document.addEventListener("htmx:responseError", tell("[data-not-done]"));

  // Files are collected: choosing again adds some, a button takes one away, and what was refused is let go.
  const kept = new WeakMap();
  const keep = (input, files) => {
    const bag = new DataTransfer();
    files.forEach((file) => bag.items.add(file));
    input.files = bag.files;
    kept.set(input, files);
    const entry = document.getElementById(`${input.id}_entry`);
    document.getElementById(`${input.id}_chosen`).replaceChildren(...files.map((file) => {
      const line = entry.content.cloneNode(true);
      line.querySelector("span").textContent = file.name;
      const button = line.querySelector("button");
      button.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: `: ${file.name}` }));
      button.addEventListener("click", () => { keep(input, files.filter((each) => each !== file)); input.focus(); });
      return line;
    }));
  };
  const isSame = (one) => (other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches("[data-collects]")) return;
    const added = [...input.files];
    const before = input.multiple ? kept.get(input) ?? [] : [];
    keep(input, [...before.filter((file) => !added.some(isSame(file))), ...added]);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const refused = event.detail.xhr?.status === 422 && document.querySelector("[data-let-go]");
    const input = document.querySelector("[data-collects]");
    if (!refused || !input) return;
    const places = refused.dataset.letGo.trim().split(" ").map(Number);
    keep(input, [...input.files].filter((_file, place) => !places.includes(place)));
    refused.remove();
  });

  // Typing shows the choices whose name holds every word; what is ticked stays in sight.
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-filters]")) return;
    const list = document.getElementById(event.target.dataset.filters);
    const words = folded(event.target.value).split(/\s+/).filter(Boolean);
    list.querySelectorAll(".choice").forEach((choice) => {
      const name = folded(choice.textContent);
      choice.hidden = !choice.querySelector("input").checked && !words.every((word) => name.includes(word));
    });
    list.querySelectorAll(".choice-group").forEach((group) => { group.hidden = !group.querySelector(".choice:not([hidden])"); });
    list.parentElement.querySelector("[data-nothing-found]").hidden = Boolean(list.querySelector(".choice:not([hidden])"));
  });

  // A new sign-in, perhaps in another tab, changes the protection against forgery: send the present one.
  const protection = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
    if (field && protection()) field.value = protection();
  }, true);
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb === "get" || !protection()) return;
    event.detail.headers["X-CSRFToken"] = protection();
    event.detail.parameters.csrfmiddlewaretoken = protection();
  });

  // After a refusal the list of all that is wrong gets the focus, or the first wrong field; without one the
  // sentence comes into view.
  const toFirstError = (root) => {
    const wrong = root.querySelector("[data-summary]") ?? root.querySelector("[aria-invalid='true']");
    if (wrong) wrong.focus();
    else root.querySelector("[role='alert']")?.scrollIntoView({ block: "center" });
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.xhr?.status === 422) toFirstError(event.detail.elt.parentElement ?? event.detail.elt);
  });
  document.addEventListener("DOMContentLoaded", () => toFirstError(document));

  // A row that was put right, such as a person who was chosen, takes what was told of the earlier sending away.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const asked = event.detail.requestConfig.elt;
    if (event.detail.xhr.status === 200 && asked.matches("button[name='step']")) asked.form?.querySelector("[data-summary]")?.remove();
  });
})();
