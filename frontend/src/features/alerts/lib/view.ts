import { oneOf, text } from '@/lib/url-state';

/** What the address of the alerts screen says. `edit` is `new` or a rule's id. */
export const alertsView = { edit: text(''), events: oneOf(['open', 'all'], 'open') };
