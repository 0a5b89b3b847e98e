const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in whole words: `2 h 14 min`, `3 d 4 h`, `12 s`. Two units at most, never negative. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < minute) {
    return `${whole} s`;
  }

  if (whole < hour) {
    return `${Math.floor(whole / minute)} min`;
  }

  return whole < day
    ? two(Math.floor(whole / hour), 'h', Math.floor((whole % hour) / minute), 'min')
    : two(Math.floor(whole / day), 'd', Math.floor((whole % day) / hour), 'h');
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** How far an instant is from now: `2 h 14 min ago`, `in 4 min`, `just now`. */
export function fromNow(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (Math.abs(seconds) < 1) {
    return 'just now';
  }

  return seconds > 0 ? `${durationWords(seconds)} ago` : `in ${durationWords(-seconds)}`;
}

/** An instant exactly: local with its offset, then UTC. */
export function exactly(at: Date): string {
  return `${local(at)} local, ${at.toISOString().replace(/\.\d+Z$/, 'Z').replace('T', ' ').replace('Z', '')} UTC`;
}

/** An instant in local time to the second: `2026-11-28 14:05:09`. */
export function local(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} `
    + `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The time of day in local time: `14:05`. */
export function clock(at: Date): string {
  return local(at).slice(11, 16);
}

/** `1 loop`, `3 loops`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
