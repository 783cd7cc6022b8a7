import {
  BellIcon,
  ChartIcon,
  ForecastIcon,
  HomeIcon,
  InfoIcon,
  JobsIcon,
  OptimiseIcon,
  PairsIcon,
  RiskIcon,
  SettingsIcon,
} from '@/components/ui/icons';
import { paths } from '@/config/paths';

/** The screens in the order of the navigation; the symbol screen is reached by its symbol. */
export const screens = [
  { to: paths.home, label: 'Home', Icon: HomeIcon, primary: true },
  { to: paths.symbol, label: 'Chart', Icon: ChartIcon, primary: true },
  { to: paths.forecasts, label: 'Forecasts', Icon: ForecastIcon, primary: true },
  { to: paths.risk, label: 'Risk', Icon: RiskIcon, primary: true },
  { to: paths.optimise, label: 'Optimise', Icon: OptimiseIcon, primary: false },
  { to: paths.pairs, label: 'Pairs', Icon: PairsIcon, primary: false },
  { to: paths.alerts, label: 'Alerts', Icon: BellIcon, primary: false },
  { to: paths.jobs, label: 'Jobs', Icon: JobsIcon, primary: false },
  { to: paths.settings, label: 'Settings', Icon: SettingsIcon, primary: false },
  { to: paths.about, label: 'About', Icon: InfoIcon, primary: false },
] as const;

export type Screen = (typeof screens)[number];
