import { expect, test } from 'vitest';
import { removedTitle } from './removed-words';

test('What took the bytes of an entry away is said, and that nothing says so', () => {
  expect((['retention', 'erasure', null] as const).map(removedTitle)).toEqual([
    'Removed by retention', 'Erased by two people', 'The bytes are gone and nothing says why',
  ]);
});
