import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, type ReactNode } from 'react';
import { useLang } from '@/shared/lib/text';
import { useMode } from '@/shared/lib/theme';
import { useNarrow } from '@/shared/lib/useNarrow';
import { nonce } from './nonce';
import { buildTheme } from './theme';

/** antd for everything below /work; the public pages never load this module. */
export function AntdProvider({ children }: { children: ReactNode }) {
  const lang = useLang();
  const mode = useMode();
  const narrow = useNarrow();
  const theme = useMemo(() => buildTheme(mode === 'dark', narrow), [mode, narrow]);
  return (
    <ConfigProvider
      theme={theme}
      locale={lang === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      csp={nonce ? { nonce } : undefined}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
