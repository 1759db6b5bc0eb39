// Keeps what is typed: on the server while it is typed, and on this computer only until the server has it.
//
// What stays here is locked (AES-GCM) with a key that the server gives to the signed-in worker. The key is held
// in memory alone, cannot be read out, and is gone with the page; beside the locked text lies nothing readable.
(() => {
  "use strict";

  const DATABASE = "opora-typed", STORE = "writings";
  const SOON = 300, QUIET = 1000, AGAIN = 5000, AGAIN_AT_MOST = 30000, PATIENCE = 15000;
  const keyAddress = document.querySelector('meta[name="local-key"]')?.content;
  if (!keyAddress) return;

  // ---- talking with the server

  const protection = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const post = async (address, body) => {
    const answer = await fetch(address, {
      method: "POST", body, credentials: "same-origin", cache: "no-store", keepalive: false,
      headers: { "X-CSRFToken": protection() }, signal: AbortSignal.timeout(PATIENCE),
    });
    const isOurs = !answer.redirected && (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    return { status: isOurs ? answer.status : answer.ok ? 401 : answer.status, said: isOurs ? await answer.json() : {} };
  };

  // ---- the lock

  let lock = null; // the key and whose it is, once the server has given it
  const givenLock = async () => {
    if (lock || !window.crypto?.subtle || !window.indexedDB) return lock;
    try {
      const { status, said } = await post(keyAddress, new FormData());
      if (status !== 200) return null;
      const bytes = Uint8Array.from(atob(said.key), (letter) => letter.charCodeAt(0));
      const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
      bytes.fill(0);
      lock = { key, owner: said.owner };
    } catch { /* no connection: the next attempt asks again */ }
    return lock;
  };
  const bound = (writing, owner) => new TextEncoder().encode(`${writing}/${owner}`);
  const locked = async (writing, content) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const words = new TextEncoder().encode(JSON.stringify(content));
    const how = { name: "AES-GCM", iv, additionalData: bound(writing, lock.owner) };
    return { writing, owner: lock.owner, iv, sealed: await crypto.subtle.encrypt(how, lock.key, words) };
  };
  const unlocked = async ({ writing, owner, iv, sealed }) => {
    const how = { name: "AES-GCM", iv, additionalData: bound(writing, owner) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, lock.key, sealed)));
  };

  // ---- what this computer keeps

  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const inStore = async (mode, act) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "writing" });
    const database = await settled(opening);
    try {
      return await settled(act(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  };
  const everything = () => inStore("readonly", (store) => store.getAll());
  const put = (record) => inStore("readwrite", (store) => store.put(record));
  const erase = (writing) => inStore("readwrite", (store) => store.delete(writing)).catch(() => {});
  const exists = async () => {
    if (!window.indexedDB) return false;
    if (!indexedDB.databases) return true;
    return (await indexedDB.databases()).some((each) => each.name === DATABASE);
  };
  const mine = async () => {
    const records = await everything();
    if (!records.length || !(await givenLock())) return [];
    const own = records.filter((record) => record.owner === lock.owner);
    const contents = await Promise.all(own.map((record) => unlocked(record).catch(() => null)));
    return contents.filter(Boolean);
  };

  // ---- one form that is being written

  const asData = ({ entries, turn }) => {
    const data = new FormData();
    entries.forEach(([name, value]) => data.append(name, value));
    data.set("turn", turn);
    return data;
  };

  const writings = new Map(); // by their forms

  const beginWriting = (form) => {
    const field = (name) => form.elements.namedItem(name);
    const news = form.querySelector("[data-autosave-news]"), other = form.querySelector("[data-autosave-other]");
    let turn = Number(form.dataset.turn), typed = 0, arrived = 0, isEnded = false, isHalted = false, isHere = true;
    let soon = 0, quiet = 0, again = 0, wait = AGAIN, sending = null;

    const writing = () => field("writing").value;
    const entries = () => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    const content = () => ({ writing: writing(), place: form.dataset.place, address: form.dataset.autosave, turn, entries: entries() });
    const isWaiting = () => typed > arrived && !isEnded;
    const tell = (state, more = "") => {
      news.dataset.state = state;
      news.setAttribute("aria-live", state === "kept" ? "off" : "polite");
      news.textContent = state === "said" ? more : `${news.dataset[state] ?? ""}${more}`;
    };

    const keepHere = async () => {
      clearTimeout(soon);
      if (!isWaiting()) return;
      const seen = typed;
      isHere = Boolean(await givenLock()) && await put(await locked(writing(), content())).then(() => true, () => false);
      if (seen <= arrived || isEnded) await erase(writing()); // the server was quicker
    };
    const send = async () => {
      clearTimeout(quiet); clearTimeout(again); again = 0;
      if (sending || isEnded || isHalted || !isWaiting()) return sending;
      const seen = typed;
      sending = post(form.dataset.autosave, asData(content())).then(
        (answer) => take(answer, seen),
        () => { tell(isHere ? "here" : "nowhere"); retry(); },
      ).finally(() => { sending = null; });
      await sending;
      if (isWaiting() && !isHalted && !again) quiet = setTimeout(send, QUIET);
      return null;
    };
    const retry = () => { again = setTimeout(() => { again = 0; send(); }, wait); wait = Math.min(wait * 2, AGAIN_AT_MOST); };
    const take = async ({ status, said }, seen) => {
      if (status === 200 && said.is_saved) {
        await end();
      } else if (status === 200) {
        turn = said.turn; arrived = seen; wait = AGAIN;
        document.dispatchEvent(new CustomEvent("opora:answered"));
        if (!isWaiting()) await erase(writing());
        tell("kept", `: ${said.kept}`);
      } else if (status === 409) {
        isHalted = true;
        show(said.text, said.turn, async () => {});
        tell("said", said.sentence);
      } else if (status === 422) {
        isHalted = true;
        tell("said", said.sentence);
      } else if (status === 404) {
        isHalted = true;
        tell("closed");
      } else if (status === 401 || status === 403) {
        tell(isHere ? "signedOut" : "nowhere"); retry();
      } else {
        tell(isHere ? "here" : "nowhere"); retry();
      }
    };
    const stop = () => {
      isEnded = true;
      [soon, quiet, again].forEach(clearTimeout);
    };
    const end = async () => {
      stop();
      await erase(writing());
    };

    // Two texts of the same writing: the worker says what remains, and until then both stay.
    const show = (text, theirTurn, settle) => {
      other.hidden = false;
      other.querySelector("[data-autosave-text]").textContent = text;
      const choose = (words) => async () => {
        field("text").value = words(field("text").value);
        other.hidden = true; isHalted = false; turn = theirTurn; typed += 1;
        await settle();
        field("text").focus();
        await keepHere();
        await send();
      };
      other.querySelector("[data-autosave-both]").onclick = choose((own) => (own.includes(text) ? own : `${own}\n\n${text}`));
      other.querySelector("[data-autosave-mine]").onclick = choose((own) => own);
    };

    const fill = (kept) => {
      const names = new Set(kept.entries.map(([name]) => name));
      [...form.elements].forEach((element) => {
        if (!element.name || element.name === "csrfmiddlewaretoken" || element.name === "typed_by") return;
        const values = kept.entries.filter(([name]) => name === element.name).map(([, value]) => value);
        if (element.type === "checkbox" || element.type === "radio") element.checked = values.includes(element.value);
        else if (names.has(element.name)) element.value = values[0];
      });
    };
    const textOf = (kept) => kept.entries.find(([name]) => name === "text")?.[1] ?? "";

    // What this computer still keeps of this form comes back into it; the rest is left to `bring`.
    const takeUp = async (kept) => {
      const isSame = kept.writing === writing();
      const isFresh = turn === 0 && typed === 0 && !field("text").value;
      if (kept.place !== form.dataset.place || !(isSame || isFresh)) return false;
      let answer = null;
      try { answer = await post(kept.address, asData(kept)); } catch { /* still no connection */ }
      if (answer?.status === 200 && answer.said.is_saved) { await erase(kept.writing); return true; }
      if (answer?.status === 409 && isSame && turn === answer.said.turn) {
        isHalted = true;
        show(textOf(kept), turn, () => erase(kept.writing));
        return true;
      }
      fill(kept);
      turn = kept.turn;
      typed += 1;
      if (answer) await take(answer, typed);
      else tell("here");
      if (answer?.status === 200) tell("brought");
      return true;
    };

    form.addEventListener("input", () => {
      typed += 1;
      clearTimeout(soon); clearTimeout(quiet);
      soon = setTimeout(keepHere, SOON);
      quiet = setTimeout(send, QUIET);
    });
    form.addEventListener("submit", () => { clearTimeout(quiet); keepHere(); });

    const one = { form, keepHere, send, takeUp, end, stop, isWaiting, writing, isSafe: () => isHere || !isWaiting(), wake: () => { wait = AGAIN; send(); } };
    writings.set(form, one);
    return one;
  };

  // ---- all of them

  const begin = async (root) => {
    [...writings.values()].filter((one) => !document.contains(one.form)).forEach((one) => { one.stop(); writings.delete(one.form); });
    const forms = [...root.querySelectorAll("form[data-autosave]")].filter((form) => !writings.has(form));
    const begun = forms.map(beginWriting);
    if (!begun.length && !(await exists())) return;
    if (begun.length) await givenLock();
    const kept = await mine();
    for (const each of kept) {
      let isTaken = false;
      for (const one of begun) isTaken ||= await one.takeUp(each);
      if (!isTaken && ![...writings.values()].some((one) => one.writing() === each.writing)) await bring(each);
    }
  };

  // What was typed elsewhere reaches the server from whichever page is opened next.
  const bring = async (kept) => {
    try {
      const { status, said } = await post(kept.address, asData(kept));
      if (status !== 200) return;
      await erase(kept.writing);
      if (said.address) tellOfIt(said.address);
    } catch { /* no connection: the next page tries again */ }
  };
  const tellOfIt = (address) => {
    const words = document.querySelector("[data-text-arrived]"), area = document.querySelector("[data-notices]");
    if (!words || !area) return;
    const notice = words.content.cloneNode(true);
    notice.querySelector("a").href = address;
    area.append(notice);
  };

  // Signing out leaves nothing here but what the server does not have yet, and that stays locked.
  const leaveNothing = async (form) => {
    await Promise.all([...writings.values()].map(async (one) => { await one.keepHere(); await one.send(); }));
    if (await exists() && !(await everything()).length) await settled(indexedDB.deleteDatabase(DATABASE)).catch(() => {});
    lock = null;
    form.submit();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-signs-out]") && window.indexedDB) {
      event.preventDefault();
      Promise.race([leaveNothing(form), new Promise((resolve) => { setTimeout(resolve, 3000); }).then(() => form.submit())]);
    } else if (form.matches("form[data-autosave-discards]")) {
      const writing = form.elements.namedItem("writing").value;
      [...writings.values()].filter((one) => one.writing() === writing).forEach((one) => one.end());
      erase(writing);
    }
  });
  window.addEventListener("online", () => writings.forEach((one) => one.wake()));
  document.addEventListener("visibilitychange", () => { if (document.hidden) writings.forEach((one) => one.keepHere()); });
  window.addEventListener("pagehide", () => writings.forEach((one) => one.keepHere()));
  window.addEventListener("beforeunload", (event) => {
    if ([...writings.values()].some((one) => document.contains(one.form) && !one.isSafe())) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const one = writings.get(event.detail.requestConfig.elt);
    if (one && event.detail.successful && event.detail.xhr.status < 300) one.end();
  });
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) begin(event.detail.elt.parentElement ?? document); });
  begin(document);
})();
