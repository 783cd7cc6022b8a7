import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { paths } from '@/config/paths';

/** What another screen fills in for a new alert rule; names as in the address of the alerts. */
export type AlertDraft = {
  kind: string;
  symbol: string;
  x?: string;
  interval?: string;
  window?: number;
  method?: string;
  log?: boolean;
  intercept?: boolean;
  level?: number;
};

/** Leads to a new rule that is filled in. */
export const AlertLink = ({ draft }: { draft: AlertDraft }) => (
  <Button
    renderRoot={(props) => <Link {...props} to={paths.alerts} search={{ edit: 'new', ...draft }} />}
    size="compact-xs"
    variant="default"
  >
    Make an alert
  </Button>
);
