(() => {
  'use strict';

  // ---- Charts: ECharts replaces a still drawing by one on a canvas. ----

  const isReduced = matchMedia('(prefers-reduced-motion: reduce)');
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const drawn = [];

  function draw(item, animate) {
    const { container, entry, chart } = item;
    const [width, height] = [container.clientWidth, container.clientHeight];
    const option = reportCharts.option(entry.picture, { width, height, animate: animate && !isReduced.matches });
    chart.clear();
    chart.setOption(option);
    item.width = width;
  }

  /** Shows the drawing by ECharts, or the still one again. */
  function setLive({ container }, isLive) {
    container.hidden = !isLive;
    container.closest('figure')?.classList.toggle('is-live', isLive);
  }

  function attempt(item, action) {
    try {
      action();
      return true;
    } catch {
      item.chart?.dispose();
      item.chart = null;
      setLive(item, false);
      return false;
    }
  }

  function start(container, entry) {
    if (!reportCharts.kinds.includes(entry?.picture?.kind)) return;
    const item = { container, entry, chart: null, width: 0 };
    const isDrawn = attempt(item, () => {
      setLive(item, true);
      container.style.height = `${Math.max(reportCharts.leastHeight(entry.picture), Number(entry.height) || 320)}px`;
      container.setAttribute('role', 'img');
      container.setAttribute('aria-label', entry.description || entry.title || '');
      item.chart = echarts.init(container, null, { renderer: 'canvas' });
      draw(item, true);
    });
    if (!isDrawn) return;
    drawn.push(item);
    new ResizeObserver(() => resize(item)).observe(container);
  }

  /** Resizes a drawing; one that is hidden, as in print, stays as it is. */
  function resize(item) {
    const { container, chart } = item;
    if (!chart || container.clientWidth === 0 || container.clientWidth === item.width) return;
    attempt(item, () => {
      chart.resize();
      draw(item, false);
    });
  }

  const redraw = () => drawn.filter((item) => item.chart).forEach((item) => attempt(item, () => draw(item, false)));

  function startCharts() {
    if (typeof echarts === 'undefined' || typeof reportCharts === 'undefined') return;
    let entries = [];
    try {
      entries = JSON.parse(document.getElementById('charts').textContent);
    } catch {
      return;
    }
    document.querySelectorAll('.live[data-chart]').forEach((container) => {
      start(container, entries[Number(container.dataset.chart)]);
    });
  }

  // ---- Light and dark. ----

  function halfDisc() {
    const make = (name, attributes) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
      return element;
    };
    const icon = make('svg', { viewBox: '0 0 20 20', width: 18, height: 18, 'aria-hidden': 'true' });
    icon.append(
      make('circle', { cx: 10, cy: 10, r: 7.5, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.75 }),
      make('path', { d: 'M10 2.5a7.5 7.5 0 0 1 0 15z', fill: 'currentColor' }),
    );
    return icon;
  }

  function addThemeButton() {
    const root = document.documentElement;
    const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : prefersDark.matches);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'theme';
    button.title = 'Dark colours';
    button.setAttribute('aria-label', 'Dark colours');
    button.append(halfDisc());
    const update = () => {
      button.setAttribute('aria-pressed', String(isDark()));
      redraw();
    };
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      update();
    });
    prefersDark.addEventListener('change', update);
    button.setAttribute('aria-pressed', String(isDark()));
    document.querySelector('header')?.prepend(button);
  }

  // ---- Tables that are sorted by a click on a header. ----

  const texts = new Intl.Collator('en', { numeric: false });

  /** NULL stands last, NaN before it. */
  function key(cell) {
    if (!cell || cell.classList.contains('null')) return { rank: 2 };
    if (!cell.classList.contains('number')) return { rank: 0, value: cell.textContent };
    const value = Number(cell.dataset.value ?? cell.textContent.replace(/,/g, ''));
    return Number.isNaN(value) ? { rank: 1 } : { rank: 0, value };
  }

  function compare(a, b, direction) {
    if (a.rank !== b.rank || a.rank > 0) return a.rank - b.rank;
    if (typeof a.value === 'number' && typeof b.value === 'number') return direction * (Math.sign(a.value - b.value) || 0);
    return direction * texts.compare(String(a.value), String(b.value));
  }

  function makeSortable(table) {
    const body = table.tBodies[0];
    const headers = [...(table.tHead?.rows[0]?.cells ?? [])];
    if (!body) return;
    const original = [...body.rows];
    const sort = (header, column) => {
      const next = { none: 'ascending', ascending: 'descending', descending: 'none' };
      const order = next[header.getAttribute('aria-sort') ?? 'none'];
      headers.forEach((other) => other.setAttribute('aria-sort', other === header ? order : 'none'));
      const direction = order === 'descending' ? -1 : 1;
      const rows = original.map((row) => ({ row, key: key(row.cells[column]) }));
      if (order !== 'none') rows.sort((a, b) => compare(a.key, b.key, direction));
      body.append(...rows.map(({ row }) => row));
    };
    headers.forEach((header, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...header.childNodes);
      button.addEventListener('click', () => sort(header, column));
      header.setAttribute('aria-sort', 'none');
      header.append(button);
    });
  }

  addThemeButton();
  document.querySelectorAll('table.sortable').forEach(makeSortable);
  startCharts();
})();
