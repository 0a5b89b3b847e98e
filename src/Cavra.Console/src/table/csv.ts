import type { Column } from './columns';

/** Rows as a CSV file (RFC 4180). What a spreadsheet would take for a formula is made text. */
export function csvOf<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const written = columns.filter((column) => column.text !== undefined);
  return [written.map((column) => cell(column.header)), ...rows.map((row) => written.map((column) => cell(column.text?.(row))))]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
}

function cell(value: string | number | boolean | null | undefined): string {
  const plain = value === null || value === undefined ? '' : String(value);
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Offers a text as a file. */
export function saveAs(name: string, content: string | Blob, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
