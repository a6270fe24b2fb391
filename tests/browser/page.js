// What the tests need inside JupyterLab's page: run a notebook, find its live figures and their
// controls, and say when the picture in the page is the one that the kernel means.
"use strict";

window.lecture = (() => {
  const wrong = [];
  const panel = () => window.jupyterapp?.shell.currentWidget;
  const kernel = () => panel()?.sessionContext?.session?.kernel;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const number = (text) => Number(String(text).replace("−", "-").replace(/,/g, ""));

  const ready = () => panel()?.context?.isReady && kernel()?.status === "idle";

  // Before the first cell has imported ipywidgets, JupyterLab asks the kernel for widgets, and the
  // kernel may say this. A lost event would show: page and kernel would not come to agree.
  const EARLY = /^No such comm(: [0-9a-f-]{32,36}| target registered: jupyter\.widget\.control)$/;

  // What a callback raises or prints goes to a log that JupyterLab keeps closed.
  function listen() {
    kernel().anyMessage.connect((_, { msg, direction }) => {
      if (direction !== "recv") return;
      const { msg_type: type } = msg.header;
      if (type === "error") wrong.push(`${msg.content.ename}: ${msg.content.evalue}`);
      if (type === "stream" && msg.content.name === "stderr") {
        const lines = msg.content.text.trim().split("\n").filter((line) => !EARLY.test(line));
        if (lines.length) wrong.push(`on stderr: ${lines.join("\n")}`);
      }
    });
  }

  async function run() {
    listen();
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
    const cells = panel().content.widgets.filter((cell) => cell.model.type === "code");
    for (const cell of cells.filter((cell) => cell.model.executionCount === null)) {
      if (cell.model.sharedModel.source.trim()) wrong.push(`cell ${cell.model.id} was not run`);
    }
  }

  async function ask(code) {
    let said = "";
    const future = kernel().requestExecute({ code, silent: true, store_history: false });
    future.onIOPub = (msg) => {
      if (msg.header.msg_type === "stream" && msg.content.name === "stdout") said += msg.content.text;
    };
    const reply = await future.done;
    if (reply.content.status !== "ok") throw new Error(`${reply.content.ename}: ${reply.content.evalue}`);
    return said ? JSON.parse(said) : null;
  }

  // Every widget's place on the page is marked with its model, so that it can be pointed at.
  function mark() {
    const found = [];
    for (const cell of panel().content.widgets) {
      if (cell.model.type !== "code") continue;
      const outputs = cell.outputArea.model;
      for (let k = 0; k < outputs.length; k++) {
        const view = outputs.get(k).data["application/vnd.jupyter.widget-view+json"];
        if (!view) continue;
        cell.outputArea.widgets[k].node.dataset.model = view.model_id;
        found.push({ model: view.model_id, cell: cell.model.id });
      }
    }
    return found;
  }

  const WIDGET = ".jupyter-widgets, .widget-toggle-buttons, .widget-hslider";

  const place = (model) => document.querySelector(`[data-model="${model}"]`);

  // The kinds of controls, and the text by which each is known.
  const KINDS = {
    slider: [".widget-hslider", (e) => e.querySelector(".widget-label").textContent],
    choice: [".widget-toggle-buttons", (e) => e.querySelector(".widget-label").textContent],
    menu: [".widget-dropdown", (e) => e.querySelector(".widget-label").textContent],
    box: [".widget-checkbox", (e) => e.querySelector(".widget-label-basic").textContent],
    play: [".widget-play", () => "play"],
    button: ["button.widget-button", (e) => e.textContent.trim()],
    fold: [".jupyter-widget-Collapse-header", (e) => e.textContent.trim()],
    link: ["a[download]", (e) => e.textContent.trim()],
    text: ["textarea[aria-label]", (e) => e.getAttribute("aria-label")],
  };
  const ACTIVE = "input, button, select, textarea, a[href], [tabindex], [contenteditable=true], [onclick]";

  // All controls of one figure, in the page's order; `unknown` is whatever else could be operated.
  function controls(model) {
    const root = place(model);
    const found = [];
    const known = new Set();
    for (const [kind, [selector, name]] of Object.entries(KINDS)) {
      for (const [k, node] of [...root.querySelectorAll(selector)].entries()) {
        node.dataset.control = `${kind}-${k}`;
        found.push({ kind, label: name(node), id: `[data-model="${model}"] [data-control="${kind}-${k}"]` });
        known.add(node);
      }
    }
    const claimed = (node) => node && (known.has(node) || claimed(node.parentElement));
    const others = [...root.querySelectorAll(ACTIVE)].filter((node) => !claimed(node));
    return { found, unknown: others.map((node) => node.outerHTML.slice(0, 120)) };
  }

  // A position as it stands on the page: a number or an option's text, or true and false.
  function position(node) {
    if (node.matches(".widget-hslider")) return node.querySelector(".widget-readout").textContent;
    if (node.matches(".widget-toggle-buttons")) return node.querySelector(".mod-active")?.textContent.trim();
    if (node.matches(".widget-dropdown")) return node.querySelector("select").selectedOptions[0].text;
    return node.querySelector("input").checked;
  }

  async function hash(url) {
    const bytes = await (await fetch(url)).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map((b) => b.toString(16).padStart(2, "0")).join("");
  }

  // The figure as a reader sees it.
  async function look(model) {
    const root = place(model);
    controls(model);
    const at = {};
    for (const node of root.querySelectorAll("[data-control]")) {
      const kind = node.dataset.control.split("-")[0];
      if (["slider", "choice", "menu", "box"].includes(kind)) at[KINDS[kind][1](node)] = position(node);
    }
    const image = root.querySelector("img.widget-image");
    const line = root.querySelector("[role=status]");
    let png = "no picture";
    try {
      png = image?.complete && image.naturalWidth > 0 ? await hash(image.src) : "no picture";
    } catch {
      png = "changing";
    }
    const widgets = root.querySelectorAll(WIDGET).length;
    const links = root.querySelectorAll(KINDS.link[0]).length;
    return { at, png, widgets, links, sentence: line?.textContent ?? "", red: /error-color/.test(line?.getAttribute("style") ?? "") };
  }

  function difference(page, meant) {
    if (page.widgets < meant.widgets) return `${page.widgets} of its ${meant.widgets} widgets are on the page`;
    for (const [label, { shown, off }] of Object.entries(meant.at)) {
      const here = page.at[label];
      const same = off === undefined ? here === shown : Math.abs(number(here) - shown) <= off;
      if (!same) return `${label} stands at ${here}, in the kernel at ${shown}`;
    }
    if (page.links !== meant.links) return `${page.links} files are offered, by the kernel ${meant.links}`;
    if (page.sentence !== meant.sentence) return `the sentence is "${page.sentence}", in the kernel "${meant.sentence}"`;
    return page.png === meant.png ? "" : "the picture is not the kernel's";
  }

  // Does the page show what the kernel means? It may take a moment to get there.
  async function agree(model, meant, ms) {
    const until = performance.now() + ms;
    for (;;) {
      const page = await look(model);
      const different = difference(page, meant);
      if (!different || performance.now() > until) return { different, red: page.red };
      await pause(5);
    }
  }

  // A part of a control: scrolled to if it is out of sight, then its place, and whether a pointer
  // in its middle would touch it or something that lies above it. What comes into sight may
  // be laid out only now.
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const found = (id, inside, k) => document.querySelectorAll(`${id} ${inside}`.trim())[k];
  // What was drawn anew has no mark any more, and for a moment it may not be there at all.
  async function part(id, inside, k) {
    const [, model] = id.match(/data-model="([^"]+)"/);
    for (let tries = 0; tries < 600 && !found(id, inside, k); tries++) {
      controls(model);
      if (!found(id, inside, k)) await frame();
    }
    if (!found(id, inside, k)) throw new Error(`${id} ${inside} ${k} was there and is gone`);
    return found(id, inside, k);
  }
  async function spot(id, inside, k) {
    let node = await part(id, inside, k);
    const top = () => node.getBoundingClientRect().y;
    let before;
    do {
      before = top();
      node.scrollIntoViewIfNeeded();
      if (before !== top()) await frame().then(frame);
      if (!node.isConnected) node = await part(id, inside, k);
    } while (before !== top());
    const { x, y, width, height } = node.getBoundingClientRect();
    const above = document.elementFromPoint(x + width / 2, y + height / 2);
    return { x, y, width, height, covered: !node.contains(above) && !above?.contains(node) };
  }
  const focus = async (id, inside, k) => (await part(id, inside, k)).focus();

  // What has just come may unfold, and be drawn once more: wait until it is the same, in the same
  // place, for ten frames. Each time the controls are marked anew, for a new node has no mark.
  async function rest(model, id, ms) {
    const until = performance.now() + ms;
    let node = null, at = "", frames = 0;
    while (frames < 10 && performance.now() < until) {
      controls(model);
      const now = document.querySelector(id);
      const box = JSON.stringify(now?.getBoundingClientRect() ?? null);
      frames = now && now === node && box === at ? frames + 1 : 0;
      [node, at] = [now, box];
      await frame();
    }
  }

  const labels = (id, inside) => [...document.querySelectorAll(`${id} ${inside}`)].map((e) => e.textContent.trim());

  return { wrong, ready, run, ask, mark, controls, look, agree, spot, focus, rest, labels };
})();
