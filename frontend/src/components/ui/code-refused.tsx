import { problemOf } from '@/lib/api/problem';
import { Failure } from './faces';

const HINT = 'A new code comes every half minute. Refused again? Check the clock of your phone.';

/** Why a one-time code, or what came with it, was refused; said once. */
export function CodeRefused({ error, title }: { error: unknown; title: string }) {
  const { errors, detail } = problemOf(error);
  const wrong = errors?.some(({ field }) => field === 'code');
  return (
    <Failure
      title={wrong ? 'This code was not taken' : title}
      error={new Error(detail)}
      fix={wrong && HINT}
    />
  );
}
