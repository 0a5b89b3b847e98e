import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';

/** `system` follows the machine. */
export type Theme = 'system' | 'light' | 'dark';

export interface Appearance {
  theme: Theme;
  compact: boolean;
}

const place = 'cavra.appearance';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let appearance = read();

function read(): Appearance {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Appearance>;
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
      compact: kept.compact === true,
    };
  } catch {
    return { theme: 'system', compact: false };
  }
}

/** Puts the chosen theme and density on the page, and keeps them there when the machine's theme changes. */
export function applyAppearance(): void {
  apply();
  dark.addEventListener('change', apply);
}

function apply() {
  const isDark = appearance.theme === 'dark' || (appearance.theme === 'system' && dark.matches);
  applyMode(isDark ? Mode.Dark : Mode.Light);
  applyDensity(appearance.compact ? Density.Compact : Density.Comfortable);
}

/** Changes the appearance in this browser. */
export function setAppearance(changed: Partial<Appearance>): void {
  appearance = { ...appearance, ...changed };
  try {
    localStorage.setItem(place, JSON.stringify(appearance));
  } catch {
    // A browser that keeps nothing shows it until the page is left.
  }

  apply();
  listeners.forEach((listener) => listener());
}

export function useAppearance(): Appearance {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => appearance);
}
