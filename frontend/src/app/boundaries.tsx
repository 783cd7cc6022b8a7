import { Button } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '@/components/ui/faces';
import { Page } from '@/components/ui/page';
import { paths } from '@/config/paths';

export const PagePending = () => (
  <div style={{ padding: 12 }}>
    <Loading height={320} />
  </div>
);

export function PageError({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Page title="This screen failed">
      <Failure
        error={error}
        fix="Try again; if it fails the same way, reload the page."
        onRetry={() => void router.invalidate()}
      />
    </Page>
  );
}

export const PageMissing = () => (
  <Page title="No such page">
    <Empty
      action={
        <Button component={Link} to={paths.home} variant="default">
          Go to the start
        </Button>
      }
    >
      This address leads nowhere. It may be misspelt, or the page has moved.
    </Empty>
  </Page>
);
