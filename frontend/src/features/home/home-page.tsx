import { Page } from '@/components/ui/page';

export function HomePage() {
  return <Page title="Home">{null}</Page>;
}
