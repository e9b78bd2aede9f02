/* The parts that kinds of charts have in common: colours, axes, legends. */

const reportParts = (() => {
  'use strict';

  const {
    WHOLE_SHARE, write, fitting, niceStep, tickLabels, plain, timeWriter, longest, range,
  } = reportNumbers;

  // ---- Colours. ----

  function readPalette() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim() || '#888888';
    const series = range(8).map((at) => colour(`--series-${at + 1}`));
    return {
      series: (at) => series[at % series.length],
      depths: range(10).map((at) => colour(`--depth-${at}`)),
      below: range(10).map((at) => colour(`--below-${at}`)),
      onLight: colour('--on-light'),
      onDark: colour('--on-dark'),
      onSeries: colour('--on-series-1'),
      text: colour('--text'),
      soft: colour('--text-soft'),
      muted: colour('--muted'),
      grid: colour('--grid'),
      axis: colour('--axis'),
      surface: colour('--surface'),
      font: getComputedStyle(document.body).fontFamily,
    };
  }

  // ---- Parts of charts. `look` holds the palette, the size in pixels, and whether to animate. ----

  function base(look, parts) {
    const { palette } = look;
    return {
      useUTC: true,
      animation: look.animate,
      animationDuration: 350,
      backgroundColor: 'transparent',
      textStyle: { fontFamily: palette.font, fontSize: 12, color: palette.text },
      ...parts,
      tooltip: {
        renderMode: 'richText',
        confine: true,
        transitionDuration: 0,
        backgroundColor: palette.surface,
        borderColor: palette.grid,
        borderWidth: 1,
        padding: [8, 12],
        textStyle: { color: palette.text, fontFamily: palette.font, fontSize: 12 },
        axisPointer: {
          lineStyle: { color: palette.soft, type: 'dotted' },
          shadowStyle: { color: palette.soft, opacity: 0.1 },
          label: { show: false },
        },
        ...parts.tooltip,
      },
    };
  }

  /** Returns the legend above the chart. Inside, series are s0, s1, …, since a name may be empty or used twice. */
  function legend(look, names, top = 0, icon = 'roundRect') {
    if (names.length < 2) return undefined;
    return {
      type: 'scroll',
      top,
      left: 0,
      itemWidth: 12,
      itemHeight: 12,
      icon,
      itemGap: 16,
      textStyle: { color: look.palette.text },
      pageTextStyle: { color: look.palette.soft },
      pageIconColor: look.palette.text,
      pageIconInactiveColor: look.palette.grid,
      data: names.map((_, at) => `s${at}`),
      formatter: (id) => plain(names[Number(id.slice(1))], 36),
    };
  }

  /** Returns the name of the upright axis and the legend, which stand above the plot, and the height of both. */
  function above(look, upright, names, icon) {
    const top = upright ? 24 : 0;
    const title = upright ? {
      text: plain(upright),
      left: 0,
      top: 0,
      padding: [3, 0, 0, 0],
      textStyle: { fontSize: 12, fontWeight: 'normal', color: look.palette.soft },
    } : undefined;
    return { parts: { title, legend: legend(look, names, top, icon) }, height: top + (names.length > 1 ? 28 : 6) };
  }

  const plot = (top, more) => ({
    left: 2, right: 14, top, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'all', ...more,
  });

  function axis(look, name, more) {
    const { palette } = look;
    return {
      name: name ? plain(name) : undefined,
      nameLocation: 'middle',
      nameGap: 27,
      nameTextStyle: { color: palette.soft, fontSize: 12 },
      axisLine: { show: false, lineStyle: { color: palette.axis } },
      axisTick: { show: false },
      splitLine: { show: false },
      ...more,
      axisLabel: { color: palette.soft, fontSize: 12, hideOverlap: true, ...more.axisLabel },
    };
  }

  /** Returns a scale over numbers that begins and ends on round ones. */
  function numberAxis(look, numbers, { name, format, zero, length, whole, lines = true, exact }) {
    let low = numbers.reduce((least, number) => Math.min(least, number), zero === 'always' ? 0 : Infinity);
    let high = numbers.reduce((most, number) => Math.max(most, number), zero === 'always' ? 0 : -Infinity);
    if (low > high) [low, high] = [0, 1];
    // Numbers that floating point can hardly tell apart count as one.
    if (high - low <= 1e-11 * Math.max(Math.abs(low), Math.abs(high))) {
      const around = low === 0 ? 1 : Math.abs(low) / 10;
      [low, high] = zero === 'always' ? [Math.min(low, 0), Math.max(high, 1)] : [low - around, high + around];
    }
    const largest = Math.max(Math.abs(low), Math.abs(high));
    if (largest > 1e300 || (largest > 0 && largest < 1e-300)) throw new RangeError('no axis for such numbers');
    if (zero === 'near' && low > 0 && low <= high / 2) low = 0;
    if (zero === 'near' && high < 0 && high >= low / 2) high = 0;
    const parts = Math.max(2, Math.floor(length));
    const step = Math.max(niceStep(high / parts - low / parts), whole ? 1 : 0);
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    const ticks = range(last - first + 1).map((at) => (first + at) * step);
    const labels = tickLabels(ticks, step, format);
    const label = (value) => labels[Math.round(value / step) - first] ?? '';
    // ECharts would place its own ticks from an end that is not a tick.
    const customValues = exact ? ticks.filter((tick) => tick >= low && tick <= high) : undefined;
    return axis(look, name, {
      type: 'value',
      min: exact ? low : ticks[0],
      max: exact ? high : ticks.at(-1),
      interval: step,
      splitLine: { show: lines, lineStyle: { color: look.palette.grid } },
      axisLabel: { formatter: label, customValues },
    });
  }

  /** Returns the format of ticks, which have only the decimals that they need; values have those of their format. */
  const tickFormat = (format) => (format ? { ...format, decimals: 0 } : null);

  const shareAxis = (look, name) => axis(look, name, {
    type: 'value',
    min: 0,
    max: 1,
    interval: 0.25,
    splitLine: { show: true, lineStyle: { color: look.palette.grid } },
    axisLabel: { formatter: (value) => write(WHOLE_SHARE, value) },
  });

  function categoryAxis(look, labels, name, more) {
    const axisLabel = { width: Math.max(96, Math.min(260, look.width * 0.32)), overflow: 'truncate' };
    const line = { show: true, lineStyle: { color: look.palette.axis } };
    const data = labels.map((label) => plain(label));
    return axis(look, name, { type: 'category', data, axisLine: line, ...more, axisLabel: { ...axisLabel, ...more.axisLabel } });
  }

  /** Lays labels side by side if they fit, else on several lines or turned; of dates and numbers only some. */
  function sideBySide(look, labels) {
    const pitch = (look.width - 60) / Math.max(1, labels.length);
    const widest = longest(labels.map((label) => plain(label)));
    const isOrdered = labels.every((label) => /^[-\d.,:TZWQ ]+$/.test(label));
    if (widest + 8 <= pitch) return { interval: 0 };
    if (isOrdered) return { width: undefined, overflow: 'none' };
    if (pitch >= 56 && widest <= (pitch - 8) * 2) return { interval: 0, width: pitch - 8, overflow: 'break' };
    return { interval: pitch >= 15 ? 0 : 'auto', rotate: pitch >= 22 ? 40 : 90, width: 130 };
  }

  /** Returns the horizontal axis of lines and dots, and the function that writes a place on it. */
  function acrossAxis(look, kind, places, name, more) {
    const line = { show: true, lineStyle: { color: look.palette.axis } };
    if (typeof kind === 'object') {
      const settings = { boundaryGap: kind.steps.length < 2, axisLabel: sideBySide(look, kind.steps) };
      const across = categoryAxis(look, kind.steps, name, settings);
      return { across, place: (x) => x, writePlace: (x) => kind.steps[x] ?? '' };
    }
    const isTime = kind === 'time' && places.every((x) => Math.abs(x) <= 8.64e12);
    if (!isTime) {
      const format = fitting(places);
      const whole = places.every(Number.isInteger);
      const settings = { name, length: look.width / 70, lines: false, whole, ...more };
      const numbers = { ...numberAxis(look, places, settings), axisLine: line };
      const { color } = numbers.axisLabel;
      const formatter = (x) => write(fitting([x]), x);
      const axisLabel = { color, hideOverlap: true, formatter, showMinLabel: false, showMaxLabel: false };
      const across = isZoomed(places.length) ? { ...numbers, interval: undefined, axisLabel } : numbers;
      return { across, place: (x) => x, writePlace: (x) => write(format, x) };
    }
    const formatter = {
      year: '{yyyy}', month: '{MMM}', day: '{d} {MMM}', hour: '{HH}:{mm}', minute: '{HH}:{mm}', second: '{HH}:{mm}:{ss}',
    };
    // Days have no ticks between them.
    const minInterval = places.every((x) => x % 86400 === 0) ? 86400000 : undefined;
    const across = axis(look, name, { type: 'time', minInterval, axisLine: line, axisLabel: { formatter } });
    return { across, place: (x) => x * 1000, writePlace: timeWriter(places) };
  }

  const isZoomed = (points) => points > 500;

  /** Returns a slider for very many points. */
  function zoom(look, points) {
    if (!isZoomed(points)) return { dataZoom: undefined, height: 0 };
    const { palette } = look;
    const slider = {
      type: 'slider', height: 18, bottom: 4, filterMode: 'none', showDetail: false, brushSelect: false,
      borderColor: palette.grid, fillerColor: 'rgba(128,128,128,0.2)',
      handleStyle: { color: palette.surface, borderColor: palette.soft },
      dataBackground: { lineStyle: { color: palette.grid }, areaStyle: { color: palette.grid } },
      selectedDataBackground: { lineStyle: { color: palette.soft }, areaStyle: { color: palette.grid } },
      moveHandleSize: 0,
    };
    return { dataZoom: [slider, { type: 'inside', filterMode: 'none', zoomOnMouseWheel: 'ctrl' }], height: 30 };
  }

  const isMain = (item) => /^s\d/.test(item.seriesId);
  const seriesOf = (item) => Number(item.seriesId.slice(1));

  return {
    base, legend, above, plot, axis, numberAxis, tickFormat, shareAxis, categoryAxis, sideBySide, acrossAxis, zoom,
    isMain, seriesOf,
    readPalette,
  };
})();
