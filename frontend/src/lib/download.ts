/** Files made in the browser. */

type Cell = string | number | boolean | null | undefined;

// Where the list separator is a semicolon or a tab, a spreadsheet ends a cell at these as well.
const FORMULA_START = /(^|[;\t\r\n]["' ]*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/g;

function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  // A spreadsheet runs text that starts like a formula; a quote in front makes it text again.
  const safe = value.replace(FORMULA_START, "$1'");
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
}

export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

export function downloadCsv(
  name: string,
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  download(`${name}.csv`, new Blob([toCsv(header, rows)], { type: 'text/csv;charset=utf-8' }));
}

export function downloadCanvas(name: string, canvas: HTMLCanvasElement): void {
  canvas.toBlob((blob) => {
    if (blob) download(`${name}.png`, blob);
  }, 'image/png');
}
