/** What a preview says where a running product is needed. */
import type { Problem } from '@/lib/api/problem';
import { toast } from '@/lib/toasts';

const COMMAND = './sightline up';

const problem = (detail: string): Problem => ({
  title: 'This needs a running Sightline',
  status: 501,
  code: 'preview',
  detail,
  retryable: false,
});

export const notRecorded = problem(
  `This preview holds recorded answers only. Start Sightline to ask this: ${COMMAND}`,
);

export const changesNothing = problem(
  `This preview has no server, so nothing can be changed or started. Start Sightline to do this: ${COMMAND}`,
);

export const unreadable = (cause: unknown): Problem => ({
  ...problem(cause instanceof Error ? cause.message : String(cause)),
  title: 'A file of this preview cannot be read',
  code: 'preview_file',
  retryable: true,
});

/** Says it also where the control that was pressed has no place for a refusal. */
export function say({ title, detail }: Problem): void {
  toast({ title, message: detail });
}
