// When does a picture change? Each way's pixels are looked at once a frame, scaled down; the clock
// starts at the time stamp of the key or pointer event itself.
"use strict";

window.bench = (() => {
  const small = new OffscreenCanvas(240, 174).getContext("2d", { willReadFrequently: true });
  const cell = (k) => jupyterapp.shell.currentWidget.content.widgets[k].node;
  let last = 0;
  for (const type of ["keydown", "pointermove", "mousemove"]) {
    window.addEventListener(type, (event) => (last = event.timeStamp), { capture: true });
  }

  // What a way shows: the pixels of its picture.
  function sign(k) {
    const root = cell(k);
    const images = [...root.querySelectorAll("canvas, .jp-OutputArea-output img")];
    const found = images.find((one) => (one.naturalWidth ?? one.width) >= 600);
    if (!found || found.complete === false) return null;
    small.clearRect(0, 0, 240, 174);
    small.drawImage(found, 0, 0, 240, 174);
    const data = new Uint32Array(small.getImageData(0, 0, 240, 174).data.buffer);
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum = (Math.imul(sum, 31) + data[i]) | 0;
    return sum;
  }

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  let waiting;
  function watch(k) {
    const before = sign(k);
    const since = performance.now();
    waiting = (async () => {
      for (;;) {
        await frame();
        const now = sign(k);
        if (now !== null && now !== before && last > since) return performance.now() - last;
        if (performance.now() - since > 20000) throw new Error(`way ${k}: no change`);
      }
    })();
  }

  // Every change after the last event, until nothing has changed for half a second.
  let changes = [];
  let watching = false;
  async function record(k) {
    changes = [];
    watching = true;
    let before = sign(k);
    while (watching) {
      await frame();
      const now = sign(k);
      if (now !== null && now !== before) changes.push(performance.now());
      if (now !== null) before = now;
    }
  }
  async function after() {
    const idle = () => performance.now() - Math.max(last, changes.at(-1) ?? 0) > 700;
    while (!idle()) await frame();
    watching = false;
    const late = changes.filter((when) => when > last).map((when) => when - last);
    return { frames: late.length, ms: late.at(-1) ?? 0, shown: changes.length };
  }

  // The floor: a slider and a canvas of the page's own, and floats from the kernel.
  async function floor(k) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 720, height: 520 });
    const track = Object.assign(document.createElement("div"), { className: "noUi-base" });
    const handle = Object.assign(document.createElement("div"), { className: "noUi-handle", tabIndex: 0 });
    track.style = "width: 420px; height: 20px; position: static";
    handle.style = "width: 20px; height: 20px; position: static";
    track.append(handle);
    cell(k).querySelector(".jp-OutputArea-output").append(track, canvas);
    const comm = jupyterapp.shell.currentWidget.sessionContext.session.kernel.createComm("floor");
    const pen = canvas.getContext("2d");
    comm.onMsg = (message) => {
      const view = message.buffers[0];
      const floats = new Float32Array((view.buffer ?? view).slice(view.byteOffset ?? 0));
      pen.clearRect(0, 0, 720, 520);
      for (let axes = 0; axes < 3; axes++) {
        pen.beginPath();
        for (let t = 0; t < 64; t++) pen.lineTo(11 * t, 86 + 173 * axes - 14 * floats[64 * axes + t]);
        pen.stroke();
      }
    };
    let u = 0.5;
    const go = (to) => comm.send({ u: (u = Math.min(Math.max(to, -0.95), 0.95)) });
    handle.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight") go(u + 0.01);
      if (event.key === "ArrowLeft") go(u - 0.01);
      if (event.key === "Home") go(-0.95);
    });
    handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener("pointermove", (event) => {
      const left = track.getBoundingClientRect().left;
      if (event.buttons) go(-0.95 + (1.9 * (event.clientX - left - 10)) / 400);
    });
    await comm.open({}).done;
  }

  // Nothing has changed for a while, and the kernel has nothing to do.
  async function quiet(k) {
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    let since = performance.now(), before = sign(k);
    while (performance.now() - since < 150) {
      await frame();
      const now = sign(k);
      if (now !== before || kernel.status !== "idle") since = performance.now();
      before = now;
    }
  }

  return { floor, quiet, sign, watch, wait: () => waiting, record, after };
})();
