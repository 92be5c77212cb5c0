const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export type UsccFault = 'length' | 'alphabet' | 'checksum';

/** Check of a 统一社会信用代码 after GB 32100-2015; null when it is well formed. */
export function usccFault(value: string): UsccFault | null {
  const code = value.trim().toUpperCase();
  if (code.length !== 18) return 'length';
  const digits = [...code].map((char) => ALPHABET.indexOf(char));
  if (digits.includes(-1)) return 'alphabet';
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * digits[index]!, 0);
  // The outer modulo matters: without it a sum divisible by 31 gives the 31st, absent, symbol.
  return digits[17] === (31 - (sum % 31)) % 31 ? null : 'checksum';
}
