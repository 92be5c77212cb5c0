export type Shown = 'pdf' | 'image' | 'text' | 'other';

const KINDS: Readonly<Record<string, Shown>> = {
  pdf: 'pdf',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  txt: 'text',
  csv: 'text',
};

/** How a file can be shown inside the page, by its name. */
export function shownAs(name: string): Shown {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return KINDS[extension] ?? 'other';
}

/** The first page number in words such as “第 12 页表 3”, “P. 7” or “12—13”; null without one. */
export function pageNumber(text: string): number | null {
  const found = /\d+/.exec(text);
  const value = found ? Number(found[0]) : 0;
  return value > 0 && value < 100_000 ? value : null;
}
