import type { ReactNode } from 'react';
import { Empty, Failure, Loading } from '@/components/ui/faces';
import type { SymbolList } from '@/lib/api/watchlists';

/** Stands where symbols are wanted and none are: still asked for, not to be had, or not watched. */
export function Lacking({ list, children }: { list: SymbolList; children: ReactNode }) {
  if (list.isPending) return <Loading lines={5} />;
  if (list.error) {
    return <Failure error={list.error} title="No symbols to show" onRetry={list.refetch} />;
  }
  return <Empty>{children}</Empty>;
}
