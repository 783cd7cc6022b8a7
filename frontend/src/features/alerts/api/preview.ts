import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';
import { bodyOf, type RuleForm, validateRule } from '../lib/rule-form';

export type Preview = Schema<'AlertPreview'>;

/** What the rule looks at, without what has no part in when it fires. */
const questionOf = (form: RuleForm): RuleForm => ({ ...form, name: '', channels: [] });

/** When the rule of a form would have fired: the server walks its own condition over the past. */
export function usePreview(form: RuleForm) {
  const asked = useDeferredValue(JSON.stringify(questionOf(form)));
  const question: RuleForm = JSON.parse(asked);
  const complete = Object.keys(validateRule(question)).length === 0;
  const body = bodyOf(question, true);
  const query = useQuery({
    queryKey: queryKeys.alertPreview(body),
    queryFn: ({ signal }) => http.post<Preview>('/alerts/rules/preview', body, { signal }),
    enabled: complete,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  return { complete, query };
}
