/* The options with which ECharts draws each kind of picture. */

const reportCharts = (() => {
  'use strict';

  const {
    COUNT, write, percent, fitting, plain, tooltipText, textWidth, longest, range, sum, isNumber,
  } = reportNumbers;
  const {
    base, legend, above, plot, axis, numberAxis, tickFormat, shareAxis, categoryAxis, sideBySide, acrossAxis, zoom,
    isMain, seriesOf, readPalette,
  } = reportParts;

  // Series with an id of `aux…` only decorate; all others hold one item for each datum. ----

  function barOption(picture, look) {
    const { labels, series, horizontal, format } = picture;
    const { palette } = look;
    const isShare = picture.layout === 'share';
    const isStacked = picture.layout !== 'grouped';
    const totals = labels.map((_, at) => sum(series.map((one) => Math.max(0, one.values[at] ?? 0))));
    const shown = (number, at) => (isShare ? (totals[at] > 0 ? Math.max(0, number) / totals[at] : 0) : number);
    const columns = labels.map((_, at) => series.map((one) => one.values[at]).filter(isNumber));
    const ends = isStacked
      ? columns.flatMap((column) => [sum(column.filter((value) => value > 0)), sum(column.filter((value) => value < 0))])
      : [...columns.flat(), ...series.flatMap((one) => [...one.low, ...one.high]).filter(isNumber)];

    const written = series.length === 1 ? series[0].values.map((value) => (isNumber(value) ? write(format, value) : '')) : [];
    const room = horizontal ? look.height / 20 : look.width / (longest(written) + 10);
    const hasLabels = series.length === 1 && !isShare && series[0].low.length === 0 && labels.length <= room;
    const value = (number, at) => ({
      value: isNumber(number) ? shown(number, at) : null,
      label: { position: horizontal ? (number < 0 ? 'left' : 'right') : (number < 0 ? 'bottom' : 'top') },
    });
    const main = series.map((one, place) => ({
      id: `s${place}`,
      name: `s${place}`,
      type: 'bar',
      stack: isStacked ? 'all' : undefined,
      barGap: '8%',
      barCategoryGap: '32%',
      itemStyle: { color: palette.series(place), borderRadius: isStacked ? 0 : 2 },
      emphasis: { focus: series.length > 1 ? 'series' : 'none' },
      label: { show: hasLabels, color: palette.text, formatter: (item) => written[item.dataIndex] },
      data: one.values.map(value),
    }));
    const whiskers = isStacked ? [] : series.map((_, place) => whiskerSeries(picture, look, place)).filter(isNumber);
    // Room for the labels at the ends of bars below zero.
    if (hasLabels) ends.push(...ends.filter((end) => end < 0).map((end) => end * 1.15));

    const length = (horizontal ? look.width : look.height) / (horizontal ? 100 : 55);
    const name = horizontal ? picture.y : undefined;
    const settings = { format: format.percent ? tickFormat(format) : null, zero: 'always', length, name };
    const values = isShare ? shareAxis(look, settings.name) : numberAxis(look, ends, settings);
    const categories = categoryAxis(look, labels, horizontal ? undefined : picture.x, {
      inverse: horizontal, axisLabel: horizontal ? {} : sideBySide(look, labels),
    });
    const names = series.map((one) => one.name);
    const head = above(look, horizontal ? picture.x : picture.y, names);
    const margin = hasLabels ? (horizontal ? { right: 14 + longest(written) } : { top: head.height + 12 }) : {};
    return base(look, {
      ...head.parts,
      grid: plot(head.height, margin),
      xAxis: horizontal ? values : categories,
      yAxis: horizontal ? categories : values,
      series: [...main, ...whiskers],
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: palette.soft, opacity: 0.1 } },
        formatter: (items) => tooltipText([labels[items[0].dataIndex], ...items.filter(isMain).flatMap((item) => {
          const one = series[seriesOf(item)];
          const number = one.values[item.dataIndex];
          if (!isNumber(number)) return [];
          const [low, high] = [one.low[item.dataIndex], one.high[item.dataIndex]];
          const share = isShare ? ` (${percent(shown(number, item.dataIndex))})` : '';
          const interval = isNumber(low) && !isStacked ? `  [${write(format, low)} – ${write(format, high)}]` : '';
          return [[item.marker, one.name, write(format, number) + share + interval]];
        })]),
      },
    });
  }

  /** Returns the intervals around the bars of a series that stand beside one another. */
  function whiskerSeries({ series, horizontal }, look, place) {
    const { low, high } = series[place];
    const data = range(low.length).filter((at) => isNumber(low[at]) && isNumber(high[at])).map((at) => [at, low[at], high[at]]);
    if (data.length === 0) return null;
    const renderItem = (params, api) => {
      // A bar moves when another series is hidden.
      const shown = api.currentSeriesIndices().filter((index) => index < series.length);
      const bar = api.barLayout({ barGap: '8%', barCategoryGap: '32%', count: shown.length })[shown.indexOf(place)];
      if (!bar) return null;
      const [category, from, to] = data[params.dataIndex];
      const half = Math.min(6, bar.width / 3);
      const end = (number, across) => {
        const [x, y] = api.coord(horizontal ? [number, category] : [category, number]);
        return horizontal ? [x, y + bar.offsetCenter + across] : [x + bar.offsetCenter + across, y];
      };
      const line = ([x1, y1], [x2, y2]) => ({
        type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: look.palette.text, lineWidth: 1.25 }, silent: true,
      });
      const cap = (number) => line(end(number, -half), end(number, half));
      return { type: 'group', children: [line(end(from, 0), end(to, 0)), cap(from), cap(to)] };
    };
    const encode = horizontal ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] };
    return { ...decoration(look, place), renderItem, data, encode, z: 5 };
  }

  /** Returns what a series needs that decorates another. It has the name of the other, so that the legend hides both. */
  const decoration = (look, place) => ({
    id: `aux${place}`, name: `s${place}`, type: 'custom', silent: true, color: look.palette.series(place),
  });

  function lineOption(picture, look) {
    const { series, layout } = picture;
    const { palette } = look;
    const isShare = layout === 'share';
    const isStacked = isShare || layout === 'stacked';
    const points = series.flatMap((one) => one.pieces.flat());
    const format = picture.format ?? fitting(points.map((point) => point.y));
    const places = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
    const { across, place, writePlace } = acrossAxis(look, picture.axis, places, picture.x, { exact: true });
    const sums = new Map(places.map((x) => [x, [0, 0]]));
    const columns = isStacked ? series.map((one) => numbersAt(one, places)) : [];
    columns.forEach((column) => column.forEach((number, x) => { sums.get(x)[number < 0 ? 1 : 0] += number; }));
    const shown = (number, x) => (isShare ? (sums.get(x)[0] > 0 ? Math.max(0, number) / sums.get(x)[0] : 0) : number);

    const between = (x, next) => ({ value: [place(typeof picture.axis === 'object' ? x + 1 : (x + next) / 2), null] });
    const alone = ({ pieces }) => pieces.flatMap((piece, at) => {
      const items = piece.map((point) => ({ value: [place(point.x), point.y], symbolSize: piece.length === 1 ? 6 : undefined }));
      return at === 0 ? items : [between(pieces[at - 1].at(-1).x, piece[0].x), ...items];
    });
    // Stacked series need the same places, with a gap only where no series has a value.
    const onOthers = (one, at) => {
      const own = new Set(one.pieces.flat().map((point) => point.x));
      return places.flatMap((x, index) => {
        const item = { value: [place(x), shown(columns[at].get(x), x)], filled: !own.has(x) };
        const before = places[index - 1];
        const isSpanned = index === 0 || series.some((other) => other.pieces.some((piece) => spans(piece, before, x)));
        return isSpanned ? [item] : [between(before, x), item];
      });
    };
    const hasFew = places.length <= 2 || (places.length <= 40 && layout === 'lines' && look.width / places.length > 14);
    const main = series.map((one, at) => ({
      id: `s${at}`,
      name: `s${at}`,
      type: 'line',
      stack: isStacked ? 'all' : undefined,
      data: isStacked ? onOthers(one, at) : alone(one),
      symbol: 'circle',
      symbolSize: hasFew ? 5 : 0,
      showSymbol: true,
      showAllSymbol: true,
      lineStyle: isStacked ? { width: 1, color: palette.surface } : { width: 2.25, color: palette.series(at) },
      itemStyle: { color: palette.series(at) },
      areaStyle: layout === 'lines' ? undefined : { color: palette.series(at), opacity: isStacked ? 1 : 0.2 },
      emphasis: { focus: series.length > 1 ? 'series' : 'none' },
      z: 4,
    }));
    const bands = series.map((one, at) => bandSeries(one.band, look, at, place)).filter(isNumber);

    const ends = isStacked ? [...sums.values()].flat()
      : [...points.map((point) => point.y), ...series.flatMap((one) => one.band.flat().flatMap((end) => [end.low, end.high]))];
    const names = series.map((one) => one.name);
    const head = above(look, picture.y, names);
    const { dataZoom, height } = zoom(look, places.length);
    const settings = { format: tickFormat(picture.format), zero: layout === 'lines' ? 'near' : 'always', length: look.height / 55 };
    return base(look, {
      ...head.parts,
      grid: plot(head.height, { bottom: 2 + height }),
      xAxis: across,
      yAxis: isShare ? shareAxis(look) : numberAxis(look, ends, settings),
      dataZoom,
      series: [...main, ...bands],
      tooltip: {
        trigger: 'axis',
        formatter: (items) => {
          const shown = items.filter((item) => isMain(item) && isNumber(item.value[1]) && !item.data.filled);
          if (shown.length === 0) return '';
          const x = typeof picture.axis === 'object' ? shown[0].value[0] : shown[0].value[0] / place(1);
          return tooltipText([writePlace(x), ...shown.map((item) => {
            const one = series[seriesOf(item)];
            const number = one.pieces.flat().find((point) => point.x === x)?.y ?? item.value[1];
            const band = one.band.flat().find((end) => end.x === x);
            const interval = band ? `  [${write(format, band.low)} – ${write(format, band.high)}]` : '';
            const share = isShare ? ` (${percent(item.value[1])})` : '';
            return [item.marker, one.name, write(format, number) + share + interval];
          })]);
        },
      },
    });
  }

  const spans = (piece, from, to) => piece[0].x <= from && piece.at(-1).x >= to;

  /** Returns a number for each place: within a piece the number of its line there, outside of all pieces none. */
  function numbersAt({ pieces }, places) {
    const own = new Map(pieces.flat().map((point) => [point.x, point.y]));
    return new Map(places.map((x) => {
      if (own.has(x)) return [x, own.get(x)];
      const piece = pieces.find((one) => spans(one, x, x));
      if (!piece) return [x, 0];
      const after = piece.findIndex((point) => point.x > x);
      const [from, to] = [piece[after - 1], piece[after]];
      return [x, from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x)];
    }));
  }

  /** Returns the interval around a line, one polygon for each piece. */
  function bandSeries(band, look, at, place) {
    if (band.length === 0) return null;
    const renderItem = (params, api) => {
      const ends = band[params.dataIndex];
      const upper = ends.map((end) => api.coord([place(end.x), end.high]));
      const lower = ends.map((end) => api.coord([place(end.x), end.low])).reverse();
      const style = { fill: look.palette.series(at), opacity: 0.18 };
      return { type: 'polygon', shape: { points: [...upper, ...lower] }, style, silent: true };
    };
    const data = band.map((piece) => [place(piece[0].x), piece[0].low]);
    return { ...decoration(look, at), renderItem, data, clip: true, z: 1 };
  }

  function pieOption(picture, look) {
    const { slices, format } = picture;
    const { palette } = look;
    const isNarrow = look.width < 420;
    const rows = isNarrow ? Math.min(slices.length * 22 + 6, look.height * 0.45) : 0;
    const size = Math.max(60, Math.min(look.width - (isNarrow ? 20 : 260), look.height - rows - 24));
    const middle = (look.height - rows) / 2;
    const colour = (at) => (at < 8 ? palette.series(at) : palette.muted);
    const total = write(format, sum(slices.map((slice) => slice.value)));
    const fontSize = Math.max(10, Math.min(18, size * 0.5 / textWidth(total) * 11));
    return base(look, {
      title: {
        text: total,
        subtext: plain(picture.y, Math.floor(size / 13)),
        left: 'center',
        top: middle - fontSize - 2,
        padding: 0,
        itemGap: 6,
        textStyle: { color: palette.text, fontSize, fontWeight: 600 },
        subtextStyle: { color: palette.soft, fontSize: 12 },
      },
      legend: isNarrow ? {
        ...legend(look, ['', '']), orient: 'vertical', top: undefined, bottom: 0, left: 'center', height: rows, itemGap: 8,
        data: slices.map((_, at) => `s${at}`),
        formatter: (id) => `${plain(slices[Number(id.slice(1))].label, 24)}  ${percent(slices[Number(id.slice(1))].share)}`,
      } : undefined,
      series: [{
        id: 's0',
        type: 'pie',
        center: ['50%', middle],
        radius: [size * 0.285, size * 0.49],
        stillShowZeroSum: false,
        itemStyle: { borderColor: palette.surface, borderWidth: 2 },
        label: {
          show: !isNarrow, color: palette.text, overflow: 'truncate',
          formatter: (item) => `${plain(slices[item.dataIndex].label, 22)}  ${percent(slices[item.dataIndex].share)}`,
        },
        labelLine: { show: !isNarrow, lineStyle: { color: palette.soft } },
        data: slices.map((slice, at) => ({ name: `s${at}`, value: slice.value, itemStyle: { color: colour(at) } })),
      }],
      tooltip: {
        trigger: 'item',
        formatter: (item) => {
          const slice = slices[item.dataIndex];
          return tooltipText([[item.marker, slice.label, `${write(format, slice.value)} (${percent(slice.share)})`]]);
        },
      },
    });
  }

  function heatmapOption(picture, look) {
    const { columns, rows, cells, format } = picture;
    const { palette } = look;
    const isTwoSided = picture.low < 0 && picture.high > 0;
    const farthest = Math.max(picture.high, -picture.low);
    const ends = isTwoSided ? [-farthest, farthest] : [picture.low, picture.high];
    // Ten steps from 0 upwards, and ten below zero from -1.
    const stepOf = (number) => {
      const part = isTwoSided ? number / farthest
        : ends[0] === ends[1] ? 0.5 : (number / 2 - ends[0] / 2) / (ends[1] / 2 - ends[0] / 2);
      const step = Math.min(9, Math.floor(Math.abs(part) * 10));
      return part < 0 ? -1 - step : step;
    };
    const steps = isTwoSided ? range(20).map((at) => at - 10) : range(10);
    const pieces = steps.map((step) => ({ value: step, color: step < 0 ? palette.below[-1 - step] : palette.depths[step] }));
    const ink = (step) => ((step < 0 ? -1 - step : step) < 5 ? palette.onLight : palette.onDark);
    const data = cells.flatMap((line, row) => line.flatMap((number, column) => (isNumber(number)
      ? [{ value: [column, row, number, stepOf(number)], label: { color: ink(stepOf(number)) } }] : [])));
    const labelWidth = Math.min(look.width * 0.3, longest(rows.map((row) => plain(row))));
    const room = (look.width - labelWidth - 30) / columns.length;
    const isWritten = longest(data.map((item) => write(format, item.value[2]))) < room && (look.height - 90) / rows.length > 14;
    const isFine = room < 8 || (look.height - 90) / rows.length < 8;
    const bare = { axisLine: { show: false } };
    return base(look, {
      grid: plot(4, { bottom: 44, right: 4 }),
      xAxis: categoryAxis(look, columns, picture.x, { ...bare, position: 'top', axisLabel: sideBySide(look, columns) }),
      yAxis: categoryAxis(look, rows, undefined, { ...bare, inverse: true }),
      visualMap: {
        type: 'piecewise',
        dimension: 3,
        pieces,
        showLabel: false,
        selectedMode: false,
        hoverLink: true,
        orient: 'horizontal',
        left: 'center',
        bottom: 0,
        itemGap: 0,
        itemSymbol: 'rect',
        itemWidth: Math.max(3, Math.min(isTwoSided ? 10 : 18, (look.width - 120) / steps.length)),
        itemHeight: 10,
        text: [`\u2002${write(format, ends[1])}`, `${write(format, ends[0])}\u2002`],
        textStyle: { color: palette.soft },
      },
      series: [{
        id: 's0',
        type: 'heatmap',
        data,
        label: { show: isWritten, fontSize: 12, formatter: (item) => write(format, item.value[2]) },
        itemStyle: isFine ? {} : { borderColor: palette.surface, borderWidth: 2, borderRadius: 3 },
        emphasis: { itemStyle: { borderColor: palette.text } },
      }],
      tooltip: {
        trigger: 'item',
        formatter: ({ value: [column, row, number] }) => tooltipText([
          ['', picture.y, rows[row]], ['', picture.x, columns[column]], write(format, number)]),
      },
    });
  }

  function histogramOption(picture, look) {
    const { bins, format, whole } = picture;
    const { palette } = look;
    const edges = bins.map((bin) => (bin.from < bin.to ? [bin.from, bin.to] : [bin.from - 0.5, bin.to + 0.5]));
    const across = numberAxis(look, edges.flat(), {
      name: picture.x, length: look.width / 70, lines: false, exact: true, format: format.percent ? tickFormat(format) : null,
    });
    const renderItem = (params, api) => {
      const [from, to] = edges[params.dataIndex];
      const [left, top] = api.coord([from, bins[params.dataIndex].count]);
      const [right, bottom] = api.coord([to, 0]);
      const gap = right - left > 4 ? 1 : 0;
      const shape = { x: left, y: top, width: Math.max(1, right - left - gap), height: bottom - top };
      return { type: 'rect', shape, style: { fill: palette.series(0) }, emphasis: { style: { opacity: 0.75 } } };
    };
    const total = sum(bins.map((bin) => bin.count));
    const head = above(look, 'count', []);
    const name = ({ from, to }, at) => {
      if (whole && to - from <= 1) return write(format, from);
      if (whole) return `${write(format, from)} to ${write(format, to - 1)}`;
      return `${write(format, from)} to ${at < bins.length - 1 ? 'below ' : ''}${write(format, to)}`;
    };
    return base(look, {
      ...head.parts,
      grid: plot(head.height),
      xAxis: { ...across, axisLine: { show: true, lineStyle: { color: palette.axis } } },
      yAxis: numberAxis(look, bins.map((bin) => bin.count), { zero: 'always', length: look.height / 55, whole: true }),
      series: [{
        id: 's0', type: 'custom', renderItem, encode: { x: [0, 1], y: 2 },
        data: bins.map((bin, at) => [...edges[at], bin.count]),
      }],
      tooltip: {
        trigger: 'item',
        formatter: ({ dataIndex: at }) => tooltipText([
          ['', picture.x, name(bins[at], at)],
          `${write(COUNT, bins[at].count)} of ${write(COUNT, total)} (${percent(bins[at].count / total)})`,
        ]),
      },
    });
  }

  function scatterOption(picture, look) {
    const { series } = picture;
    const { palette } = look;
    const points = series.flatMap((one) => one.points);
    const format = picture.format ?? fitting(points.map((point) => point.y));
    const { across, place, writePlace } = acrossAxis(look, picture.axis, points.map((point) => point.x), picture.x);
    const { dataZoom, height } = zoom(look, points.length);
    const head = above(look, picture.y, series.map((one) => one.name), 'circle');
    return base(look, {
      ...head.parts,
      grid: plot(head.height, { bottom: 2 + height }),
      xAxis: across,
      yAxis: numberAxis(look, points.map((point) => point.y), { format: tickFormat(picture.format), length: look.height / 55 }),
      dataZoom,
      series: series.map((one, at) => ({
        id: `s${at}`,
        name: `s${at}`,
        type: 'scatter',
        symbol: 'circle',
        symbolSize: points.length > 500 ? 4 : 8,
        itemStyle: { color: palette.series(at), opacity: points.length > 500 ? 0.5 : 0.7 },
        data: one.points.map((point) => [place(point.x), point.y]),
      })),
      tooltip: {
        trigger: 'item',
        formatter: (item) => {
          const one = series[seriesOf(item)];
          const point = one.points[item.dataIndex];
          const name = series.length > 1 ? [[item.marker, one.name, '']] : [];
          const upright = [['', picture.y ?? one.name, write(format, point.y)]];
          return tooltipText([...name, ['', picture.x, writePlace(point.x)], ...upright]);
        },
      },
    });
  }

  function funnelOption(picture, look) {
    const { steps, format } = picture;
    const { palette } = look;
    const most = Math.max(...steps.map((step) => step.count)) || 1;
    const isWide = look.width >= 460;
    const share = (part) => (isNumber(part) ? percent(part) : '–');
    const renderItem = (params, api) => {
      const at = params.dataIndex;
      const [middle, y] = api.coord([0, at]);
      const full = api.size([2, 1]);
      const height = full[1] * 0.62;
      const widthOf = (step) => Math.max(2, step.count / most * full[0]);
      const width = widthOf(steps[at]);
      const text = write(format, steps[at].count);
      const isInside = width > textWidth(text) + 12;
      const right = params.coordSys.x + params.coordSys.width + 14;
      const written = (x, offset, content, fill, align, weight) => ({
        type: 'text', x, y: y + offset, silent: true,
        style: { text: content, fill, align, verticalAlign: 'middle', font: `${weight} 12px ${palette.font}` },
      });
      const children = [
        { type: 'rect', shape: { x: middle - width / 2, y: y - height / 2, width, height, r: 2 }, style: { fill: palette.series(0) } },
        isInside ? written(middle, 0, text, palette.onSeries, 'center', 600)
          : written(middle + width / 2 + 6, 0, text, palette.text, 'left', 600),
        written(right, isWide && at > 0 ? -8 : 0, share(steps[at].of_first) + (isWide ? ' of first' : ''), palette.text, 'left', 600),
      ];
      if (isWide && at > 0) {
        children.push(written(right, 8, `${share(steps[at].of_previous)} of previous`, palette.soft, 'left', 400));
      }
      if (at + 1 < steps.length) {
        const [below, edge] = [widthOf(steps[at + 1]) / 2, y + height / 2];
        const next = edge + full[1] - height;
        const points = [[middle - width / 2, edge], [middle + width / 2, edge], [middle + below, next], [middle - below, next]];
        children.unshift({ type: 'polygon', shape: { points }, style: { fill: palette.series(0), opacity: 0.18 }, silent: true });
      }
      return { type: 'group', children };
    };
    const labels = categoryAxis(look, steps.map((step) => step.label), undefined, { inverse: true, axisLine: { show: false } });
    return base(look, {
      grid: plot(2, { right: isWide ? 136 : 56 }),
      xAxis: { type: 'value', min: -1, max: 1, show: false },
      yAxis: { ...labels, axisLabel: { ...labels.axisLabel, color: palette.text, interval: 0 } },
      series: [{
        id: 's0', type: 'custom', renderItem, encode: { y: 0, tooltip: 1 }, clip: false,
        data: steps.map((step, at) => [at, step.count]),
      }],
      tooltip: {
        trigger: 'item',
        formatter: ({ dataIndex: at }) => tooltipText([
          [null, steps[at].label, write(format, steps[at].count)], `${share(steps[at].of_first)} of the first step`,
          ...(at > 0 ? [`${share(steps[at].of_previous)} of the step before`] : [])]),
      },
    });
  }

  function sankeyOption(picture, look) {
    const { nodes, flows, format } = picture;
    const { palette } = look;
    const last = Math.max(...nodes.map((node) => node.column));
    const isNarrow = look.width / (last + 1) < 110;
    const most = Math.max(8, Math.floor(look.width / (last + 1) / 9));
    return base(look, {
      series: [{
        id: 's0',
        type: 'sankey',
        left: 2,
        right: 2,
        top: 6,
        bottom: 6,
        nodeWidth: 14,
        nodeGap: Math.max(4, Math.min(12, 120 / nodes.length)),
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'source', opacity: 0.32, curveness: 0.5 },
        labelLayout: { hideOverlap: true },
        label: {
          color: palette.text, textBorderColor: palette.surface, textBorderWidth: 3,
          formatter: ({ dataIndex: at }) => `${plain(nodes[at].name, most)}${isNarrow ? '' : `  ${write(format, nodes[at].total)}`}`,
        },
        data: nodes.map((node, at) => ({
          name: `s${at}`,
          depth: node.column,
          itemStyle: { color: palette.series(at), borderWidth: 0 },
          label: { position: node.column === last ? 'left' : 'right' },
        })),
        links: flows.map((flow) => ({ source: `s${flow.from}`, target: `s${flow.to}`, value: flow.value })),
      }],
      tooltip: {
        trigger: 'item',
        formatter: ({ dataType, dataIndex: at, marker }) => {
          if (dataType === 'node') return tooltipText([[marker, nodes[at].name, write(format, nodes[at].total)]]);
          const { from, to, value } = flows[at];
          const way = `${plain(nodes[from].name, 20)} → ${plain(nodes[to].name, 20)}`;
          return tooltipText([way, ['', picture.value, write(format, value)]]);
        },
      },
    });
  }

  function boxOption(picture, look) {
    const { boxes, horizontal, format } = picture;
    const { palette } = look;
    const ends = boxes.flatMap((box) => [box.low, box.high, ...box.outliers]);
    const outliers = boxes.flatMap((box, at) => box.outliers.map((number) => (horizontal ? [number, at] : [at, number])));
    const labels = boxes.map((box) => box.label);
    const length = (horizontal ? look.width : look.height) / (horizontal ? 100 : 55);
    const settings = { zero: 'near', format: format.percent ? tickFormat(format) : null, length };
    const values = numberAxis(look, ends, { ...settings, name: horizontal ? picture.y : undefined });
    const categories = categoryAxis(look, labels, horizontal ? undefined : picture.x, {
      inverse: horizontal, axisLabel: horizontal ? {} : sideBySide(look, labels),
    });
    const head = above(look, horizontal ? picture.x : picture.y, []);
    const numbers = (box) => [box.low, box.first_quartile, box.median, box.third_quartile, box.high];
    return base(look, {
      ...head.parts,
      grid: plot(head.height),
      xAxis: horizontal ? values : categories,
      yAxis: horizontal ? categories : values,
      series: [
        {
          id: 's0', type: 'boxplot', data: boxes.map(numbers), boxWidth: [7, 46],
          itemStyle: { color: `${palette.series(0)}73`, borderColor: palette.series(0), borderWidth: 1.75 },
        },
        { id: 's1', type: 'scatter', data: outliers, symbolSize: 5, itemStyle: { color: palette.series(0), opacity: 0.6 } },
      ],
      tooltip: {
        trigger: 'item',
        formatter: (item) => {
          if (item.seriesId === 's1') {
            const [at, number] = horizontal ? [item.value[1], item.value[0]] : item.value;
            return tooltipText([labels[at], `outlier:  ${write(format, number)}`]);
          }
          const box = boxes[item.dataIndex];
          const names = ['lower whisker', 'first quartile', 'median', 'third quartile', 'upper whisker'];
          const rows = numbers(box).map((number, at) => ['', names[at], write(format, number)]).reverse();
          return tooltipText([box.label, ...rows, ['', 'values', write(COUNT, box.count)]]);
        },
      },
    });
  }

  const OPTIONS = {
    bar: barOption, line: lineOption, pie: pieOption, heatmap: heatmapOption, histogram: histogramOption,
    scatter: scatterOption, funnel: funnelOption, sankey: sankeyOption, box: boxOption,
  };

  /** Returns the least height at which the rows of a picture can be read. */
  function leastHeight(picture) {
    if (picture.kind === 'heatmap') return Math.min(4000, picture.rows.length * 20 + 100);
    if (picture.kind === 'funnel') return picture.steps.length * 36;
    if (picture.kind === 'bar' && picture.horizontal) {
      return picture.labels.length * Math.max(20, picture.layout === 'grouped' ? picture.series.length * 9 : 0) + 80;
    }
    if (picture.kind === 'box' && picture.horizontal) return picture.boxes.length * 24 + 60;
    if (picture.kind === 'sankey') {
      const columns = picture.nodes.map((node) => node.column);
      return Math.max(...columns.map((column) => columns.filter((other) => other === column).length)) * 24;
    }
    return 160;
  }

  return {
    kinds: Object.keys(OPTIONS),
    leastHeight,
    option: (picture, look) => OPTIONS[picture.kind](picture, { ...look, palette: readPalette() }),
  };
})();
