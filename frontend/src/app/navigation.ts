import {
  AlignmentIcon,
  BellIcon,
  ChartIcon,
  ForecastIcon,
  HealthIcon,
  HomeIcon,
  InfoIcon,
  JobsIcon,
  OptimiseIcon,
  PairsIcon,
  PipelinesIcon,
  RiskIcon,
  SettingsIcon,
  UploadIcon,
} from '@/components/ui/icons';
import { paths } from '@/config/paths';

/**
 * The screens in the order of the navigation; the symbol screen is reached by its symbol. `menu`
 * is the place in the wide header: the bar itself, behind "Data and jobs", or behind the person's icon.
 * `primary` screens have a tab at the foot of a narrow one.
 */
export const screens = [
  { to: paths.home, label: 'Home', Icon: HomeIcon, menu: 'bar', primary: true },
  { to: paths.symbol, label: 'Chart', Icon: ChartIcon, menu: 'bar', primary: true },
  { to: paths.forecasts, label: 'Forecasts', Icon: ForecastIcon, menu: 'bar', primary: true },
  { to: paths.risk, label: 'Risk', Icon: RiskIcon, menu: 'bar', primary: true },
  { to: paths.optimise, label: 'Optimise', Icon: OptimiseIcon, menu: 'bar', primary: false },
  { to: paths.pairs, label: 'Pairs', Icon: PairsIcon, menu: 'bar', primary: false },
  { to: paths.alerts, label: 'Alerts', Icon: BellIcon, menu: 'bar', primary: false },
  { to: paths.pipelines, label: 'Pipelines', Icon: PipelinesIcon, menu: 'data', primary: false },
  {
    to: paths.dataHealth,
    label: 'Data health',
    Icon: HealthIcon,
    menu: 'data',
    primary: false,
  },
  { to: paths.alignment, label: 'Alignment', Icon: AlignmentIcon, menu: 'data', primary: false },
  { to: paths.jobs, label: 'Jobs', Icon: JobsIcon, menu: 'data', primary: false },
  { to: paths.uploads, label: 'Your data', Icon: UploadIcon, menu: 'data', primary: false },
  { to: paths.settings, label: 'Settings', Icon: SettingsIcon, menu: 'person', primary: false },
  { to: paths.about, label: 'About', Icon: InfoIcon, menu: 'person', primary: false },
] as const satisfies readonly {
  to: string;
  label: string;
  Icon: unknown;
  menu: 'bar' | 'data' | 'person';
  primary: boolean;
}[];

export type Screen = (typeof screens)[number];
