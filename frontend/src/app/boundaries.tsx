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
  <Page title="Page not found">
    <Empty
      action={
        <Button component={Link} to={paths.home} variant="default">
          Go to Home
        </Button>
      }
    >
      There is no page at this address. It may be misspelt, or the page has moved.
    </Empty>
  </Page>
);
