/** The token of a one-time link, `…/signin#TOKEN`; undefined where the page was opened otherwise. */
export function oneTimeTokenOf(path: string, fragment: string): string | undefined {
  const token = decode(fragment.replace(/^#/, ''));
  return path.replace(/\/$/, '').endsWith('/signin') && token !== '' ? token : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
