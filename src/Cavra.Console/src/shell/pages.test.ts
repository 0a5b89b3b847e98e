import { expect, test } from 'vitest';
import { isFor, pages } from './pages';

const titlesFor = (...permissions: string[]) => pages.filter((page) => isFor(page, (permission) => permissions.includes(permission))).map((page) => page.title);

test('Who may only execute finds the page where that is done, and nothing else that is read', () => {
  expect(titlesFor('retry.execute')).toEqual(['Approvals']);
  expect(titlesFor('loops.read')).toEqual(['Loops']);
});
