import { useNavigation } from 'react-router';
import { setLang, useLang } from '@/shared/lib/text';
import { setMode, useMode } from '@/shared/lib/theme';
import { Button, MoonIcon, SunIcon } from '@/shared/ui';
import { useAppText } from './text';
import s from './Switches.module.css';

export function ThemeSwitch() {
  const mode = useMode();
  const t = useAppText();
  const dark = mode === 'dark';
  return (
    <Button
      kind="text"
      aria-label={t('theme')}
      aria-pressed={dark}
      icon={dark ? <SunIcon /> : <MoonIcon />}
      onClick={() => setMode(dark ? 'light' : 'dark')}
    />
  );
}

export function LanguageSwitch() {
  const lang = useLang();
  const t = useAppText();
  return (
    <Button
      kind="text"
      lang={lang === 'en' ? 'zh-CN' : 'en'}
      onClick={() => setLang(lang === 'en' ? 'zh' : 'en')}
    >
      {t('language')}
    </Button>
  );
}

/** Thin line under the header while the next page loads. */
export function ProgressLine() {
  const { state } = useNavigation();
  return <div className={s.progress} data-on={state !== 'idle'} aria-hidden />;
}
