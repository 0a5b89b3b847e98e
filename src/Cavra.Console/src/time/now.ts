import { useSyncExternalStore } from 'react';

const step = 10_000;
const listeners = new Set<() => void>();
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = new Date();
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, step);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function current() {
  // Whoever looks for the first time after a pause sees the present.
  if (listeners.size === 0 && Date.now() - now.getTime() > step) {
    now = new Date();
  }

  return now;
}

/** The present instant, renewed every ten seconds for all who show it. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, current);
}
