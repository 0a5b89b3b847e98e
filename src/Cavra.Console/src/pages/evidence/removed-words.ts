/** By what the bytes of an entry were taken away, in words; null where nothing says so. */
export function removedTitle(reason: 'retention' | 'erasure' | null): string {
  return reason === 'retention' ? 'Removed by retention' : reason === 'erasure' ? 'Erased by two people' : 'The bytes are gone and nothing says why';
}
