/** How long after the last key, click or touch a request still counts as the person's own. */
const attention = 60_000;

let lastInput = Date.now();

const noteInput = () => {
  lastInput = Date.now();
};

/** Begins to watch whether somebody is at the page. */
export function watchActivity(target: Window): void {
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
    target.addEventListener(kind, noteInput, { capture: true, passive: true });
  }
}

/** Whether the page asks by itself: such requests do not keep a session alive. */
export function isBackground(now: number = Date.now()): boolean {
  return now - lastInput > attention;
}
