/** Amounts of the API are whole fen; people type yuan. */
export const toFen = (yuan: number): number => Math.round(yuan * 100);
export const toYuan = (fen: number): number => fen / 100;

/** +15, −3, 0: a difference with its sign, rounded as it is shown. */
export function signed(value: number, digits = 2): string {
  const rounded = Number(value.toFixed(digits));
  if (rounded === 0) return '0';
  const text = Math.abs(rounded).toLocaleString('en-US', { maximumFractionDigits: digits });
  return `${rounded > 0 ? '+' : '−'}${text}`;
}

/** A share with its sign as percentage: +25%, −4.5%. */
export const signedShare = (share: number, digits = 1): string =>
  share === 0 ? '0%' : `${signed(share * 100, digits)}%`;

/** What two typed values say, as the server will compute it; null while one is missing. */
export function compared(
  old: number | string | null | undefined,
  now: number | string | null | undefined,
  lowerIsBetter: boolean,
): { difference: number; better: boolean | null } | null {
  const number = (value: number | string | null | undefined) =>
    value == null || String(value).trim() === '' ? Number.NaN : Number(value);
  const difference = number(now) - number(old);
  if (!Number.isFinite(difference)) return null;
  return { difference, better: difference === 0 ? null : difference < 0 === lowerIsBetter };
}

/** Large amounts of yuan in words: 12 亿元, 3,400 万元. */
export function largeYuan(yuan: number): string {
  const show = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  if (Math.abs(yuan) >= 1e8) return `${show(yuan / 1e8)} 亿元`;
  if (Math.abs(yuan) >= 1e4) return `${show(yuan / 1e4)} 万元`;
  return `${show(yuan)} 元`;
}

export interface Estimate {
  low: number;
  base: number;
  high: number;
}

/** Market size while typing: persons × price, case by case; null while a value is missing. */
export function product(
  persons: Partial<Estimate> | undefined,
  price: Partial<Estimate> | undefined,
): Estimate | null {
  const cases = ['low', 'base', 'high'] as const;
  const values = cases.map((key) => Number(persons?.[key] ?? NaN) * Number(price?.[key] ?? NaN));
  if (values.some((value) => !Number.isFinite(value))) return null;
  const [low, base, high] = values as [number, number, number];
  return { low, base, high };
}

export interface ChartPoint {
  x: number;
  y: number;
  year: number;
  value: number;
}

/** Points of a line chart in a box; years keep their distances, the scale begins at zero. */
export function chartPoints(
  series: readonly { year: number; value: number }[],
  box: { left: number; top: number; width: number; height: number },
): ChartPoint[] {
  const years = series.map((point) => point.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const top = Math.max(...series.map((point) => point.value));
  return series.map(({ year, value }) => ({
    year,
    value,
    x: box.left + (last === first ? box.width / 2 : ((year - first) / (last - first)) * box.width),
    y: box.top + box.height * (1 - (top > 0 ? value / top : 0)),
  }));
}

const TEMPLATES = {
  figures: [
    ['指标', '类别', '名称', '数值', '单位', '材料', '页码', '来源', '文献', '年份'],
    [
      '效用提升度',
      '临床试验结果',
      '有效率',
      '75.2',
      '%',
      '',
      '第 12 页表 3',
      'Ⅲ期试验',
      '',
      '2025',
    ],
  ],
  patents: [
    ['公开（公告）号', '申请号', '标题', '申请人', '申请日', '法律状态'],
    ['CN112345678B', '202010123456.7', '（示例，请删除）', '某医院', '2020-02-21', '授权'],
  ],
} as const;

/** A template as CSV that office programs open in Chinese. */
export function templateCsv(what: keyof typeof TEMPLATES): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\ufeff${TEMPLATES[what].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
