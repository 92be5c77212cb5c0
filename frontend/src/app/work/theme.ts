import { theme as antdTheme, type ThemeConfig } from 'antd';

const font =
  "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Microsoft YaHei', 'Hiragino Sans GB', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Segoe UI', sans-serif";

/** The tokens of styles/base.css for antd, which cannot read CSS variables when it derives colours. */
export function buildTheme(dark: boolean, phone: boolean): ThemeConfig {
  const pick = (light: string, night: string) => (dark ? night : light);
  return {
    algorithm: dark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    cssVar: { key: 'hb' },
    hashed: false,
    token: {
      fontFamily: font,
      fontSize: 14,
      colorPrimary: pick('#0c6b64', '#127a6f'),
      colorPrimaryHover: pick('#0f7d75', '#17877b'),
      colorPrimaryActive: pick('#08534d', '#0e645b'),
      colorInfo: pick('#2a6496', '#7db3e0'),
      colorSuccess: pick('#356b1a', '#8cc56b'),
      colorWarning: pick('#7d4f0b', '#dba953'),
      colorError: pick('#a82c1a', '#ec8f7c'),
      colorLink: pick('#0c6b64', '#5fc2b3'),
      colorLinkHover: pick('#0f7d75', '#7fd3c6'),
      colorText: pick('#17211e', '#e8eeeb'),
      colorBgLayout: pick('#f6f7f4', '#101614'),
      colorBgContainer: pick('#ffffff', '#171f1c'),
      colorBgElevated: pick('#ffffff', '#1e2825'),
      colorTextSecondary: pick('#4d5b57', '#b3c0bb'),
      colorTextTertiary: pick('#62716c', '#94a39d'),
      colorTextDescription: pick('#62716c', '#94a39d'),
      colorTextPlaceholder: pick('#6b7975', '#8d9c96'),
      // antd derives tints from the seeds; dark seeds give grey ones below the contrast limit.
      colorSuccessBg: pick('#eaf3e2', '#1f2f18'),
      colorSuccessBorder: pick('#c5ddb3', '#3c5a2d'),
      colorInfoBg: pick('#e6eff6', '#182a3a'),
      colorInfoBorder: pick('#bcd3e6', '#2d4c68'),
      colorWarningBg: pick('#f8efdd', '#352a15'),
      colorWarningBorder: pick('#e6d2a8', '#5c4a26'),
      colorErrorBg: pick('#fbeae6', '#3a1f1a'),
      colorErrorBorder: pick('#efc4ba', '#673a31'),
      colorBorder: pick('#8a9893', '#5d6d67'),
      colorBorderSecondary: pick('#e1e6e2', '#2a3632'),
      colorSplit: pick('#e1e6e2', '#2a3632'),
      borderRadius: 8,
      controlHeight: phone ? 44 : 36,
      controlHeightSM: phone ? 34 : 28,
      // Below 16 px iOS zooms into a field that takes the focus.
      ...(phone && { fontSizeLG: 16 }),
      wireframe: false,
      // base.css takes transitions away, so antd must not wait for their end.
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Button: {
        fontWeight: 500,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        // White on the light red of the dark theme would fail.
        dangerColor: pick('#ffffff', '#1c0f0c'),
      },
      Card: { headerFontSize: 15 },
      Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
      Table: { headerBg: pick('#f0f3f0', '#1a2320'), cellPaddingBlock: 11 },
    },
  };
}
