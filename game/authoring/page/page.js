"use strict";
// The graph of a story's scenes. All words of the story are set as text and never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { scenes, edges, chapters, kinds, box } = data;
  const byId = (id) => document.getElementById(id);
  const svg = byId("graph"), view = byId("view"), list = byId("list"), detail = byId("detail");
  const find = byId("find"), found = byId("found");
  const index = new Map(scenes.map((scene, number) => [scene.id, number]));
  const waysIn = scenes.map(() => []), waysOut = scenes.map(() => []);
  for (const edge of edges) {
    waysOut[edge.from].push(edge);
    waysIn[edge.to].push(edge);
  }
  let chosen = -1;
  let x = 0, y = 0, scale = 1;

  // -- making things ------------------------------------------------------------------------------

  function draw(parent, name, attributes = {}, text = null) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (text !== null) made.textContent = text;
    parent.append(made);
    return made;
  }

  function put(parent, name, text = null, kind = "") {
    const made = document.createElement(name);
    if (text !== null) made.textContent = text;
    if (kind) made.className = kind;
    parent.append(made);
    return made;
  }

  function cut(text, most) {
    const letters = Array.from(text);
    return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : text;
  }

  const percent = (share) => (share > 0 && share < 0.01 ? "less than 1%" : Math.round(100 * share) + "%");

  // -- the graph ----------------------------------------------------------------------------------

  function curve(a, b) {
    const [w, h] = [box.width, box.height];
    const same = a.chapter === b.chapter;
    if (same && Math.abs(a.x - b.x) < w && b.y > a.y + 3 * h) { // past those between
      const side = Math.max(a.x, b.x) + w + Math.min(120, 30 + (b.y - a.y) / 6);
      return [a.x + w, a.y + h / 2, side, a.y + h / 2, side, b.y + h / 2, b.x + w, b.y + h / 2];
    }
    if (same && b.y >= a.y + h) {
      const bend = Math.max(16, (b.y - a.y - h) / 2);
      return [a.x + w / 2, a.y + h, a.x + w / 2, a.y + h + bend, b.x + w / 2, b.y - bend, b.x + w / 2, b.y];
    }
    const [ay, by] = [a.y + h / 2, b.y + h / 2];
    if (b.x >= a.x + w) {
      const bend = Math.max(30, Math.min(160, (b.x - a.x - w) / 2));
      return [a.x + w, ay, a.x + w + bend, ay, b.x - bend, by, b.x, by];
    }
    if (b.x + w <= a.x) {
      const bend = Math.max(30, Math.min(160, (a.x - b.x - w) / 2));
      return [a.x, ay, a.x - bend, ay, b.x + w + bend, by, b.x + w, by];
    }
    return [a.x + w, ay, a.x + w + 50, ay, b.x + w + 50, by, b.x + w, by];
  }

  const headings = chapters.map((chapter) => {
    const group = draw(view, "g", { class: "chapter" });
    draw(group, "rect", { x: chapter.x, y: chapter.y, width: chapter.width, height: chapter.height, rx: 8 });
    return draw(group, "text", { x: chapter.x + 16, y: chapter.y + 34 }, chapter.title);
  });

  for (const edge of edges) {
    edge.points = curve(scenes[edge.from], scenes[edge.to]);
    const [ax, ay, bx, by, cx, cy, dx, dy] = edge.points;
    edge.path = draw(view, "path", { class: "edge " + edge.kind, d: `M${ax} ${ay}C${bx} ${by} ${cx} ${cy} ${dx} ${dy}` });
    const words = edge.labels.length ? ": " + edge.labels.join(" / ") : "";
    draw(edge.path, "title", {}, `${scenes[edge.from].title} → ${scenes[edge.to].title} (${kinds[edge.kind]})${words}`);
  }

  for (const scene of scenes) {
    const marks = ["scene"];
    for (const mark of ["start", "ending", "outside"]) if (scene[mark]) marks.push(mark);
    if (scene.deck) marks.push("deck");
    if (scene.share === 0) marks.push("never");
    if (scene.share > 0) marks.push("hot");
    const node = draw(view, "g", { class: marks.join(" "), transform: `translate(${scene.x} ${scene.y})` });
    const round = scene.ending ? box.height / 2 : 6;
    draw(node, "rect", { class: "shape", width: box.width, height: box.height, rx: round });
    if (scene.share > 0) {
      draw(node, "rect", {
        class: "heat", x: 2, y: 2, width: box.width - 4, height: box.height - 4, rx: Math.max(round - 2, 2),
        "fill-opacity": 0.1 + 0.9 * scene.share,
      });
    }
    if (scene.ending) draw(node, "rect", { class: "inner", x: 4, y: 4, width: box.width - 8, height: box.height - 8, rx: round - 4 });
    const middle = { x: box.width / 2, "text-anchor": "middle" };
    draw(node, "text", { class: "name", y: 20, ...middle }, (scene.start ? "▶ " : "") + cut(scene.title, scene.start ? 20 : 22));
    draw(node, "text", { class: "id", y: 35, ...middle }, cut(scene.id, 24));
    draw(node, "title", {}, `${scene.title} (${scene.id})`);
    node.addEventListener("click", () => { if (!dragged) choose(index.get(scene.id)); });
    scene.node = node;
  }
  const labels = draw(view, "g");

  // -- where we look ------------------------------------------------------------------------------

  let waiting = false;
  function show() { // once a frame, however many moves come between
    if (!waiting) requestAnimationFrame(showNow);
    waiting = true;
  }

  function showNow() {
    waiting = false;
    view.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
    headings.forEach((heading, number) => {
      const room = (chapters[number].width - 32) / (0.55 * Math.max(4, Array.from(chapters[number].title).length));
      heading.setAttribute("font-size", Math.min(30, room, Math.max(18, 13 / scale)));
    });
  }

  function zoom(factor, px = svg.clientWidth / 2, py = svg.clientHeight / 2) {
    const next = Math.min(3, Math.max(0.02, scale * factor));
    x = px - (px - x) * (next / scale);
    y = py - (py - y) * (next / scale);
    scale = next;
    show();
  }

  function showAll() {
    scale = Math.min(1.2, svg.clientWidth / (data.size[0] + 40), svg.clientHeight / (data.size[1] + 40));
    scale = Math.max(0.02, scale);
    x = (svg.clientWidth - data.size[0] * scale) / 2;
    y = (svg.clientHeight - data.size[1] * scale) / 2;
    show();
  }

  function bringIn(scene) {
    if (scale < 0.45) scale = 0.8;
    const [left, top] = [x + scene.x * scale, y + scene.y * scale];
    const [right, bottom] = [left + box.width * scale, top + box.height * scale];
    if (left < 20 || top < 20 || right > svg.clientWidth - 20 || bottom > svg.clientHeight - 20) {
      x = svg.clientWidth / 2 - (scene.x + box.width / 2) * scale;
      y = svg.clientHeight / 2 - (scene.y + box.height / 2) * scale;
    }
    show();
  }

  const pointers = new Map();
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    if (!pointers.size) dragged = false;
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  svg.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = [event.clientX, event.clientY];
    const moved = Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (!dragged && moved < 5) return;
    if (!dragged) svg.setPointerCapture(event.pointerId);
    dragged = true;
    svg.classList.add("drag");
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const [was, is] = [before, now].map((at) => Math.hypot(at[0] - other[0], at[1] - other[1]));
      const frame = svg.getBoundingClientRect();
      zoom(is / Math.max(1, was), other[0] - frame.left, other[1] - frame.top);
    } else {
      x += now[0] - before[0];
      y += now[1] - before[1];
      show();
    }
    pointers.set(event.pointerId, now);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, (event) => { pointers.delete(event.pointerId); svg.classList.remove("drag"); });
  }
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const frame = svg.getBoundingClientRect();
    const lines = event.deltaMode === 1 ? 30 : 1;
    zoom(Math.exp(-Math.max(-200, Math.min(200, event.deltaY * lines)) / 400), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });

  // -- the chosen scene ---------------------------------------------------------------------------

  function choose(number) {
    if (chosen >= 0) {
      scenes[chosen].node.classList.remove("chosen");
      scenes[chosen].entry.removeAttribute("aria-current");
      for (const edge of waysOut[chosen]) edge.path.classList.remove("out");
      for (const edge of waysIn[chosen]) edge.path.classList.remove("in");
    }
    labels.replaceChildren();
    chosen = number;
    svg.classList.toggle("choosing", chosen >= 0);
    if (chosen < 0) return tellAll();
    const scene = scenes[chosen];
    scene.node.classList.add("chosen");
    scene.entry.setAttribute("aria-current", "true");
    if (list.scrollHeight > list.clientHeight) scene.entry.scrollIntoView({ block: "nearest" });
    for (const edge of waysIn[chosen]) edge.path.classList.add("in");
    for (const edge of waysOut[chosen]) {
      edge.path.classList.add("out");
      label(edge);
    }
    tell(scene);
  }

  function label(edge) {
    const [ax, ay, bx, by, cx, cy, dx, dy] = edge.points;
    const at = (a, b, c, d) => 0.216 * a + 0.432 * b + 0.288 * c + 0.064 * d; // two fifths of the way
    const text = edge.labels.length ? cut(edge.labels[0], 34) + (edge.labels.length > 1 ? ` +${edge.labels.length - 1}` : "") : kinds[edge.kind];
    draw(labels, "text", { class: "label", x: at(ax, bx, cx, dx), y: at(ay, by, cy, dy), "text-anchor": "middle" }, text);
  }

  function go(number) {
    choose(number);
    bringIn(scenes[number]);
  }

  function button(parent, number, beat = "") {
    const scene = scenes[number];
    const made = put(parent, "button", `→ ${scene.title}${beat ? ` (${beat})` : ""}`);
    made.type = "button";
    made.addEventListener("click", () => { go(number); detail.focus(); });
    return made;
  }

  function tell(scene) {
    detail.replaceChildren();
    detail.scrollTop = 0;
    put(detail, "h2", scene.title);
    const place = put(detail, "p", null, "faint");
    put(place, "code", scene.id);
    put(place, "span", [" ", scene.chapterTitle, scene.date, scene.place].filter(Boolean).join(" · ").replace(/^ {2}· /, " "));
    put(put(detail, "p"), "code", scene.file);
    if (scene.start) put(detail, "p", "A new game begins here.");
    if (scene.ending) put(detail, "p", "The game ends here.");
    if (scene.deck) put(detail, "p", `An optional scene, drawn from the deck “${scene.deck}”.`);
    if (scene.outside) put(detail, "p", "It is of another chapter, and only its ways to or from this one are drawn.");
    if (scene.share !== null) put(detail, "p", scene.share === 0 ? `None of ${data.games} games met it.` : `${percent(scene.share)} of ${data.games} games met it.`);
    if (scene.when) put(put(detail, "p", "Entered only if "), "code", scene.when);
    if (scene.ways.length) {
      put(detail, "h3", scene.ways.some((way) => way.choice) ? "Choices and ways on" : "The way on");
      const ways = put(detail, "ul");
      const beats = new Set(scene.ways.map((way) => way.beat)).size > 1;
      for (const way of scene.ways) {
        const item = put(ways, "li");
        put(item, "div", way.text || "The way on");
        if (way.if) put(put(item, "div", "if ", "faint"), "code", way.if);
        for (const target of way.to) tellTarget(item, target, scene);
        put(put(item, "div", beats ? `in “${way.beat}” · ` : "", "faint"), "code", `${scene.file}:${way.line}`);
      }
    }
    if (waysIn[chosen].length) {
      put(detail, "h3", "Ways in");
      const ways = put(detail, "ul");
      for (const edge of waysIn[chosen]) {
        const item = put(ways, "li");
        const from = scenes[edge.from];
        const back = put(item, "button", `← ${from.title}`);
        back.type = "button";
        back.addEventListener("click", () => { go(edge.from); detail.focus(); });
        put(item, "div", edge.labels.length ? edge.labels.join(" / ") : kinds[edge.kind], "faint");
      }
    }
  }

  function tellTarget(item, target, scene) {
    const line = put(item, "div");
    if (target.kind === "stay") put(line, "span", "stays here");
    else if (target.kind === "return") put(line, "span", "back from the visit");
    else if (target.scene === scene.id) put(line, "span", target.beat ? `to “${target.beat}” in this scene` : "to the beginning of this scene");
    else if (index.has(target.scene)) button(line, index.get(target.scene), target.beat);
    else put(line, "span", `→ ${target.scene}, which is not drawn here`);
    const kind = target.kind === "visit" || target.kind === "draw" ? kinds[target.kind] : "";
    const note = [kind, target.note].filter(Boolean).join(", ");
    if (note) put(line, "span", ` ${note}`, "faint");
  }

  function tellAll() {
    detail.replaceChildren();
    put(detail, "h2", "The graph");
    put(detail, "p", `${scenes.length} scenes in ${chapters.length} chapters, ${edges.length} ways between them. Choose a scene to read where it leads and why.`);
    if (data.games) put(detail, "p", `The warmer a scene, the more of ${data.games} games met it. A title struck through was never met.`);
    put(detail, "h3", "What the signs mean");
    const key = put(detail, "div", null, "key");
    const scene = (mark, round, words) => {
      const sample = draw(key, "svg", { viewBox: "0 0 48 18", "aria-hidden": "true" });
      const group = draw(sample, "g", { class: "scene " + mark });
      draw(group, "rect", { class: "shape", x: 3, y: 3, width: 42, height: 12, rx: round });
      if (mark === "ending") draw(group, "rect", { class: "inner", x: 6, y: 5, width: 36, height: 8, rx: 4 });
      put(key, "span", words);
    };
    scene("", 3, "a scene");
    scene("start", 3, "▶ where a new game begins");
    scene("ending", 6, "an ending");
    scene("deck", 3, "an optional scene of a deck");
    for (const kind in kinds) {
      const sample = draw(key, "svg", { viewBox: "0 0 48 18", "aria-hidden": "true" });
      draw(sample, "path", { class: "edge " + kind, d: "M3 9H44" });
      put(key, "span", kinds[kind]);
    }
    put(detail, "h3", "Keys");
    put(detail, "p", "Arrow keys go from scene to scene, Home to the beginning. Plus, minus and 0 zoom, with Shift the arrows move the page. / goes to the search, Enter there takes the first that is found, Esc lets go. The wheel and the mouse do as they do on a map.");
  }

  // -- the list and the search --------------------------------------------------------------------

  chapters.forEach((chapter, number) => {
    const part = put(list, "section");
    put(part, "h3", chapter.title);
    const names = put(part, "ul");
    chapter.part = part;
    for (const place of data.order) {
      const scene = scenes[place];
      if (scene.chapter !== number) continue;
      scene.chapterTitle = chapter.title;
      scene.item = put(names, "li");
      scene.entry = put(scene.item, "button", scene.title);
      scene.entry.type = "button";
      scene.entry.addEventListener("click", () => go(place));
    }
  });

  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[‘’ʼ]/g, "'");
  for (const scene of scenes) scene.names = fold(`${scene.id} ${scene.title}`);
  let hits = [];

  function search() {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    const named = [], told = [];
    scenes.forEach((scene, number) => {
      const inNames = words.every((word) => scene.names.includes(word));
      const hit = words.length > 0 && (inNames || words.every((word) => scene.names.includes(word) || scene.words.includes(word)));
      if (hit) (inNames ? named : told).push(number);
      scene.node.classList.toggle("hit", hit);
      scene.item.hidden = words.length > 0 && !hit;
    });
    for (const chapter of chapters) chapter.part.hidden = ![...chapter.part.querySelectorAll("li")].some((item) => !item.hidden);
    hits = [...named, ...told];
    svg.classList.toggle("finding", words.length > 0);
    found.textContent = words.length ? (hits.length === 1 ? "1 scene" : `${hits.length || "no"} scenes`) : "";
  }

  // -- keys ---------------------------------------------------------------------------------------

  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function nearest([dx, dy]) {
    if (chosen < 0) return Math.max(0, scenes.findIndex((scene) => scene.start));
    const here = scenes[chosen];
    let best = -1, least = Infinity;
    scenes.forEach((scene, number) => {
      const [ax, ay] = [scene.x - here.x, scene.y - here.y];
      const along = ax * dx + ay * dy, across = Math.abs(ax * dy) + Math.abs(ay * dx);
      if (along <= 0 || across > 3 * along) return;
      const far = along + 2 * across;
      if (far < least) [best, least] = [number, far];
    });
    return best;
  }

  svg.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (direction && event.shiftKey) {
      x -= direction[0] * 80;
      y -= direction[1] * 80;
      show();
    } else if (direction) {
      const next = nearest(direction);
      if (next >= 0) go(next);
    } else if (event.key === "Home") {
      go(Math.max(0, scenes.findIndex((scene) => scene.start)));
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (find.value) { find.value = ""; search(); } else choose(-1);
      svg.focus();
    } else if (event.target === find) {
      if (event.key !== "Enter" || !hits.length) return;
      go(hits[0]);
      svg.focus();
    } else if (event.key === "/") find.focus();
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") showAll();
    else return;
    event.preventDefault();
  });
  find.addEventListener("input", search);
  byId("nearer").addEventListener("click", () => zoom(1.25));
  byId("farther").addEventListener("click", () => zoom(0.8));
  byId("all").addEventListener("click", showAll);
  window.addEventListener("resize", show);

  byId("story").textContent = data.title;
  tellAll();
  showAll();
})();
