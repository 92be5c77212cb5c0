import type { ReactNode } from 'react';

function icon(drawing: ReactNode, size = 18) {
  return function Icon() {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
        focusable="false"
        style={{ display: 'block', flex: 'none' }}
      >
        {drawing}
      </svg>
    );
  };
}
const line = (d: string, size?: number) => icon(<path d={d} />, size);

export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="7" />
    <path d="m20 20-3.6-3.6" />
  </>,
);
export const FilterIcon = line('M4 6h16M7 12h10M10 18h4');
export const MoonIcon = line('M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z');
export const SunIcon = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.400M5.6 18.4 7 17M17 7l1.4-1.4" />
  </>,
);
export const BellIcon = line('M6 9a6 6 0 1 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7zM10 20a2 2 0 0 0 4 0');
export const MenuIcon = line('M4 7h16M4 12h16M4 17h16');
export const HomeIcon = line('M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-5v-6h-4v6H5a1 1 0 0 1-1-1z');
export const UserIcon = icon(
  <>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20c1-4 4-6 7.5-6s6.5 2 7.5 6" />
  </>,
);
export const StarIcon = line('m12 4 2.5 5.2 5.5.8-4 4 1 5.6-5-2.7-5 2.7 1-5.6-4-4 5.5-.8z', 16);
export const CheckIcon = line('m5 12.5 4.5 4.500L19 7.5', 16);
export const WarnIcon = line('M12 4 2.8 19.500h18.400zM12 10v4.500M12 17.200v.1', 16);
export const InfoIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5M12 7.800v.1" />
  </>,
  16,
);
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </>,
  16,
);
export const DownIcon = line('M12 4v12m0 0 5-5m-5 5-5-5M5 20h14', 16);
export const UpIcon = line('M12 16V4m0 0 5 5m-5-5-5 5M5 20h14', 16);
export const PrintIcon = line('M7 8V4h10v4M7 17H4v-8h16v8h-3M7 14h10v6H7z', 16);
export const CloseIcon = line('M6 6l12 12M18 6 6 18', 16);
export const ChevronDownIcon = line('m6 9 6 6 6-6', 16);
export const ChevronRightIcon = line('m9 6 6 6-6 6', 16);
export const FileIcon = line('M7 3h7l5 5v13H7zM14 3v5h5', 16);
export const LinkIcon = line(
  'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  16,
);
export const UndoIcon = line('M8 4 4 8l4 4M4 8h10a6 6 0 0 1 0 12h-2', 16);

export function Logo({ size = 32 }: { size?: number }) {
  return <img src="/favicon.svg" width={size} height={size} alt="" style={{ display: 'block' }} />;
}
