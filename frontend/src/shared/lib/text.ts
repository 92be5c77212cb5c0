import { useCallback, useSyncExternalStore } from 'react';

export type Lang = 'zh' | 'en';
type Plural = { one: string; other: string };
type Dictionary = Readonly<Record<string, string>>;

/** The English side of a dictionary: the same keys, each a text or a pair of singular and plural. */
export type English<Z extends Dictionary> = { readonly [K in keyof Z]: string | Plural };

type Names<S extends string> = S extends `${string}{{${infer N}}}${infer Rest}`
  ? N | Names<Rest>
  : never;
type Values<S extends string> = [Names<S>] extends [never]
  ? []
  : [values: Record<Names<S>, string | number>];

/** Text function of one dictionary; placeholders of the Chinese text are required arguments. */
export type Text<Z extends Dictionary> = <K extends keyof Z & string>(
  key: K,
  ...values: Values<Z[K]>
) => string;

let current: Lang = read();
const listeners = new Set<() => void>();

function read(): Lang {
  try {
    return localStorage.getItem('hb:lang') === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

export const getLang = (): Lang => current;

export function setLang(lang: Lang): void {
  current = lang;
  try {
    localStorage.setItem('hb:lang', lang);
  } catch {
    // Private windows may refuse storage; the choice then holds for this page only.
  }
  document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN';
  listeners.forEach((notify) => notify());
}

const subscribe = (notify: () => void) => {
  listeners.add(notify);
  return () => void listeners.delete(notify);
};

export const useLang = (): Lang => useSyncExternalStore(subscribe, getLang, () => 'zh' as const);

const rules = new Intl.PluralRules('en');

function fill(entry: string | Plural, values: Record<string, string | number> | undefined): string {
  const text =
    typeof entry === 'string'
      ? entry
      : entry[rules.select(Number(values?.n)) === 'one' ? 'one' : 'other'];
  return values
    ? text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
    : text;
}

/** Joins the two languages of a feature; returns the hook that gives its text function. */
export function defineText<const Z extends Dictionary>(zh: Z, en: English<Z>) {
  const translate = (lang: Lang, key: keyof Z, values?: Record<string, string | number>) =>
    fill(lang === 'en' ? en[key] : (zh[key] ?? String(key)), values);
  function useText(): Text<Z> {
    const lang = useLang();
    return useCallback<Text<Z>>((key, ...values) => translate(lang, key, values[0]), [lang]);
  }
  /** For code outside React; reads the language at the moment of the call. */
  useText.now = ((key, ...values) => translate(current, key, values[0])) as Text<Z>;
  return useText;
}

export interface Labelled {
  label_zh: string;
  label_en?: string | null;
}

/** The label of a code in the language in use; Chinese where English is missing. */
export const labelOf = (item: Labelled, lang: Lang = current): string =>
  (lang === 'en' && item.label_en) || item.label_zh;
