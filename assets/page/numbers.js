/* Numbers and texts, written as the Rust side writes them. */

const reportNumbers = (() => {
  'use strict';

  // ---- Numbers: the same text as Format::write and tick_labels of the Rust side. ----

  const TOO_LONG = 1e15;
  const COUNT = { thousands: true, decimals: 0, percent: false, scientific: false };
  const WHOLE_SHARE = { ...COUNT, thousands: false, percent: true };

  /** JavaScript rounds an exact half up, Rust to the even digit. `exact` has many more digits than `rounded`. */
  function halfToEven(rounded, exact, digits) {
    const point = exact.indexOf('.');
    const cut = exact.slice(0, digits === 0 ? point : point + 1 + digits);
    const rest = exact.slice(point + 1 + digits).replace(/e.*$/, '');
    const isEven = Number(cut.at(-1)) % 2 === 0;
    return /^50*$/.test(rest) && isEven ? cut + rounded.replace(/^[^e]*/, '') : rounded;
  }

  function fixed(number, decimals) {
    return halfToEven(number.toFixed(decimals), number.toFixed(decimals + 30), decimals);
  }

  function exponential(number, decimals) {
    const text = halfToEven(number.toExponential(decimals), number.toExponential(decimals + 40), decimals);
    return text.replace('e+', 'e');
  }

  function write(format, original) {
    if (!Number.isFinite(original)) return '';
    const sign = format.percent ? '%' : '';
    const number = format.percent ? original * 100 : original;
    if (Math.abs(number) >= TOO_LONG || (format.scientific && number !== 0)) {
      return (Number.isFinite(number) ? exponential(number, 2) : '>1e308') + sign;
    }
    const digits = fixed(Math.abs(number), format.decimals);
    const minus = number < 0 && /[1-9]/.test(digits) ? '-' : '';
    const [whole, rest] = digits.split('.');
    const separated = format.thousands ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
    return minus + separated + (rest === undefined ? '' : '.' + rest) + sign;
  }

  /** Writes a share in percent, with a decimal where it is small. */
  const percent = (share) => write({ ...WHOLE_SHARE, decimals: share > 0 && share < 0.1 ? 1 : 0 }, share);

  /** Returns a format for numbers that stand together, as Format::fitting does. */
  function fitting(all) {
    const numbers = all.filter(Number.isFinite);
    const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
    const magnitude = largest > 0 ? Math.floor(Math.log10(largest)) : 0;
    const most = magnitude < 0 ? 2 - magnitude : magnitude < 2 ? 2 : magnitude < 4 ? 1 : 0;
    const scientific = magnitude < -6;
    const isWritten = (decimals) => numbers.every((number) => {
      const rounded = Math.round(Math.abs(number) * 10 ** most) / 10 ** most * 10 ** decimals;
      return Math.abs(rounded - Math.round(rounded)) < 1e-6;
    });
    let decimals = 0;
    while (!scientific && decimals < most && !isWritten(decimals)) decimals += 1;
    return { thousands: true, decimals, percent: false, scientific };
  }

  function niceStep(least) {
    if (!(least > 0) || !Number.isFinite(least)) return 1;
    const power = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map((unit) => unit * power).find((step) => step >= least * (1 - 1e-9)) ?? least;
  }

  function tickLabels(ticks, step, format) {
    const decimalsFor = (size) => Math.min(9, Math.max(0, -Math.floor(Math.log10(size * (1 + 1e-9)))));
    if (format) {
      const decimals = Math.max(format.decimals, decimalsFor(format.percent ? step * 100 : step));
      return ticks.map((tick) => write({ ...format, decimals }, tick));
    }
    const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0);
    if (largest >= TOO_LONG || (largest > 0 && largest < 1e-6)) {
      return ticks.map((tick) => (tick === 0 ? '0' : exponential(tick, 1)));
    }
    const units = [[1e12, 1e12, 'T'], [1e9, 1e9, 'B'], [1e6, 1e6, 'M'], [1e4, 1e3, 'k'], [0, 1, '']];
    const [, unit, letter] = units.find(([from]) => largest >= from);
    const plainFormat = { ...COUNT, decimals: decimalsFor(step / unit) };
    return ticks.map((tick) => (tick === 0 ? '0' : write(plainFormat, tick / unit) + letter));
  }

  // ---- Texts. ----

  // zrender keeps the widths of texts in a plain object: a text like `__proto__` would reach Object.prototype itself.
  const PROTOTYPE_NAMES = new RegExp(Object.getOwnPropertyNames(Object.prototype).join('|'), 'g');

  /** Returns a text as one short line in which no character turns the direction of writing. */
  function plain(text, most = 80) {
    const line = String(text).replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
    const characters = [...line];
    const short = characters.length > most ? characters.slice(0, most - 1).join('') + '…' : line;
    return short.replace(PROTOTYPE_NAMES, (name) => `${name[0]}\u200b${name.slice(1)}`);
  }

  /** Escapes a text for a tooltip, where `{name|text}` would be a style. */
  const literal = (text) => plain(text, 44).replace(/\{/g, '{\u200b');

  /** Writes the rows of a tooltip: each is a text, or [marker, name, value]. */
  function tooltipText(rows) {
    const line = (row) => (typeof row === 'string' ? literal(row)
      : `${row[0] ?? ''}${literal(row[1])}${row[1] === '' ? '' : ':  '}${literal(row[2])}`);
    return rows.map(line).join('\n');
  }

  /** Writes seconds since 1970 as briefly as all of them allow. */
  function timeWriter(seconds) {
    const isWhole = (unit) => seconds.every((second) => second % unit === 0);
    const iso = (second) => new Date(second * 1000).toISOString();
    const isDates = isWhole(86400);
    const isMonths = isDates && seconds.every((second) => /-01T/.test(iso(second)));
    return (second) => {
      const [date, time] = iso(second).split('T');
      if (isMonths) return date.slice(0, -3);
      return isDates ? date : `${date} ${time.slice(0, isWhole(60) ? 5 : 8)}`;
    };
  }

  const textWidth = (text) => [...text].length * 6.9;
  const longest = (texts) => texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
  const range = (count) => Array.from({ length: count }, (_, at) => at);
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const isNumber = (value) => value !== null && value !== undefined;

  return {
    COUNT, WHOLE_SHARE, write, percent, fitting, niceStep, tickLabels, plain, tooltipText, timeWriter, textWidth,
    longest, range, sum, isNumber,
  };
})();
