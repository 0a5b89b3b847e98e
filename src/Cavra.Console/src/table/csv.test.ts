import { expect, test } from 'vitest';
import { csvOf } from './csv';

interface Row { note: string | null; count: number }

const columns = [
  { id: 'note', header: 'Note', cell: () => null, text: (row: Row) => row.note },
  { id: 'actions', header: 'Actions', cell: () => null },
  { id: 'count', header: 'Count', cell: () => null, text: (row: Row) => row.count },
];

test('Columns with text are written, with their headers', () => {
  expect(csvOf([{ note: 'planned', count: 2 }, { note: null, count: -1 }], columns)).toBe('Note,Count\r\nplanned,2\r\n,-1\r\n');
});

test('Quotes, commas and line ends stay within their cell', () => {
  expect(csvOf([{ note: 'a "b", c\nd', count: 0 }], columns)).toBe('Note,Count\r\n"a ""b"", c\nd",0\r\n');
});

test('What a spreadsheet would compute is text', () => {
  expect(csvOf([{ note: '=HYPERLINK("http://x")', count: 0 }], columns)).toContain('"\'=HYPERLINK(""http://x"")"');
});
