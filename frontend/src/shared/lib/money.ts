import { getLang } from './text';
import { number, undisclosed } from './format';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const SMALL = ['', '拾', '佰', '仟'];
const LARGE = ['', '万', '亿', '万亿'];

function section(value: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${SMALL[place]}`;
    gap = false;
  }
  return text;
}

/** 人民币大写 of an amount in fen (integer), as cheques and contracts write it. */
export function capitalAmount(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError('amount must be an integer number of fen');
  if (fen === 0) return '零元整';
  const total = Math.abs(fen);
  let yuan = Math.floor(total / 100);
  const [jiao, cent] = [Math.floor(total / 10) % 10, total % 10];
  const groups: number[] = [];
  for (; yuan > 0; yuan = Math.floor(yuan / 10_000)) groups.push(yuan % 10_000);
  let text = '';
  let gap = false;
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const group = groups[index]!;
    if (group === 0) {
      gap = true;
      continue;
    }
    const zero = text !== '' && (gap || group < 1000);
    text += `${zero ? '零' : ''}${section(group)}${LARGE[index]}`;
    gap = false;
  }
  if (text) text += '元';
  if (jiao === 0 && cent === 0) text += '整';
  else {
    if (jiao > 0) text += `${DIGITS[jiao]}角`;
    else if (text) text += '零';
    text += cent > 0 ? `${DIGITS[cent]}分` : '整';
  }
  return fen < 0 ? `负${text}` : text;
}

/** An amount in fen as 元 below ten thousand and 万元 above. */
export function money(fen: number | null | undefined): string {
  if (fen == null || !Number.isFinite(fen)) return undisclosed();
  const yuan = fen / 100;
  if (getLang() === 'en') return `CNY ${number(yuan)}`;
  return Math.abs(yuan) >= 10_000 ? `${number(yuan / 10_000, 4)} 万元` : `${number(yuan)} 元`;
}
