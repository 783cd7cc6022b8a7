/** Line icons on a 24 grid, drawn here: a whole icon package costs more than it gives. */
import type { ReactNode } from 'react';

export type IconProps = { size?: number };

function Svg({ size = 16, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const HomeIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M3 11 12 4l9 7v9h-6v-6H9v6H3z" />
  </Svg>
);
export const UploadIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 16v4h16v-4M12 16V4M7 9l5-5 5 5" />
  </Svg>
);
export const ChartIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M6 4v16M6 8H4v8h4V8zM18 4v16M18 6h-2v7h4V6zM12 6v14M12 10h-2v6h4v-6z" />
  </Svg>
);
export const ForecastIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="m3 16 6-6 4 3 3-3M16 10l5-5M16 10l5 1M16 10l5 7" />
  </Svg>
);
export const PipelinesIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 5h6v5H4zM14 14h6v5h-6zM7 10v6.500a1 1 0 0 0 1 1h6M10 7.500h6a1 1 0 0 1 1 1V14" />
  </Svg>
);
export const AlignmentIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 8h16M4 16h16M12 4v16M8 12l3 3 6-6" />
  </Svg>
);
export const RiskIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M12 3 4 6v6c0 5 3.5 8 8 9 4.5-1 8-4 8-9V6zM12 9v4M12 16.500v.1" />
  </Svg>
);
export const OptimiseIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 20V4M4 20h16M7 17c1-7 5-10 12-11" />
  </Svg>
);
export const PairsIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M3 9c3-5 6-5 9 0s6 5 9 0M3 15c3 5 6 5 9 0s6-5 9 0" />
  </Svg>
);
export const HealthIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M3 12h4l2.5-6 4 12 2.500-6h5" />
  </Svg>
);
export const JobsIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M12 7v5l3 2M21 12a9 9 0 1 1-9-9c3 0 5.5 1.3 7 3.500V3" />
  </Svg>
);
export const SettingsIcon = (props: IconProps) => (
  <Svg {...props}>
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.600l2.1 2.100M16.3 16.300l2.1 2.100M5.6 18.400l2.1-2.100M16.3 7.700l2.1-2.1" />
    </>
  </Svg>
);
export const InfoIcon = (props: IconProps) => (
  <Svg {...props}>
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5M12 8v.1" />
    </>
  </Svg>
);
export const SearchIcon = (props: IconProps) => (
  <Svg {...props}>
    <>
      <circle cx="11" cy="11" r="7" />
      <path d="m20 20-4-4" />
    </>
  </Svg>
);
export const MoonIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z" />
  </Svg>
);
export const SunIcon = (props: IconProps) => (
  <Svg {...props}>
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.900l1.4 1.400M17.7 17.700l1.4 1.400M4.9 19.100l1.4-1.400M17.7 6.300l1.4-1.4" />
    </>
  </Svg>
);
export const EyeIcon = (props: IconProps) => (
  <Svg {...props}>
    <>
      <path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z" />
      <circle cx="12" cy="12" r="3" />
    </>
  </Svg>
);
export const EyeOffIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 4l16 16M9.9 5.200A10 10 0 0 1 12 5c6 0 10 7 10 7a17 17 0 0 1-3 3.700M6.3 6.800A17 17 0 0 0 2 12s4 7 10 7a10 10 0 0 0 4.5-1.100M10 10a3 3 0 0 0 4 4" />
  </Svg>
);
export const MenuIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 6h16M4 12h16M4 18h16" />
  </Svg>
);
export const PlusIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M12 5v14M5 12h14" />
  </Svg>
);
export const CloseIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="m6 6 12 12M18 6 6 18" />
  </Svg>
);
export const UpIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="m6 15 6-6 6 6" />
  </Svg>
);
export const DownIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="m6 9 6 6 6-6" />
  </Svg>
);
export const EditIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 20h4L19 9l-4-4L4 16z" />
  </Svg>
);
export const StarIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="m12 4 2.5 5.2 5.5.8-4 4 1 5.6-5-2.7-5 2.7 1-5.6-4-4 5.5-.8z" />
  </Svg>
);
export const BellIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M6 16V11a6 6 0 1 1 12 0v5l2 2H4zM10 21h4" />
  </Svg>
);
export const HistoryIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 5v4h4M4.5 9a8 8 0 1 1-.5 4M12 8v4l3 2" />
  </Svg>
);
export const KeyboardIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M3 7h18v10H3zM7 11h.1M11 11h.1M15 11h.1M8 14h8" />
  </Svg>
);
export const UserIcon = (props: IconProps) => (
  <Svg {...props}>
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21c1-4 4-6 8-6s7 2 8 6" />
    </>
  </Svg>
);
