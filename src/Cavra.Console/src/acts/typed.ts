/** What was typed; null for nothing. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** A number typed; what is no number is sent as typed, so that the server says what is wrong with it. */
export function numberOf(text: string): number {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : (text as unknown as number);
}
