import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, type ReactNode } from 'react';
import { useLang } from '@/shared/lib/text';
import { useMode } from '@/shared/lib/theme';
import { buildTheme } from './theme';

// The server puts the nonce of its content security policy here; antd needs it for its styles.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

/** antd for everything below /work; the public pages never load this module. */
export function AntdProvider({ children }: { children: ReactNode }) {
  const lang = useLang();
  const mode = useMode();
  const theme = useMemo(() => buildTheme(mode === 'dark'), [mode]);
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
