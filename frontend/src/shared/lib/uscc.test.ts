import { describe, expect, it } from 'vitest';
import { usccFault } from './uscc';

describe('统一社会信用代码, GB 32100-2015', () => {
  it.each(['91110108551385082Q', '91350100M000100Y43', ' 91350100m000100y43 '])(
    '%s is well formed',
    (code) => expect(usccFault(code)).toBeNull(),
  );
  it('accepts a code whose weighted sum is a multiple of 31', () => {
    // By hand: 000000000000000000 has the sum 0, so the check symbol is 0.
    expect(usccFault('000000000000000000')).toBeNull();
  });
  it('finds each kind of fault', () => {
    expect(usccFault('9111010855138508')).toBe('length');
    expect(usccFault('9111010855138508IQ')).toBe('alphabet');
    expect(usccFault('91110108551385082R')).toBe('checksum');
    expect(usccFault('91110108551385028Q')).toBe('checksum');
  });
});
