import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

export type MailSettings = Schema<'MailSettings'>;
export type MailServer = Schema<'MailServer'>;
export type MailServerWrite = Schema<'MailServerWriteRequest'>;
export type MailSecurity = Schema<'MailSecurity'>;
type MailTest = Schema<'MailTest'>;

const PATH = '/settings/mail';

export const useMail = () =>
  useQuery({
    queryKey: queryKeys.mail,
    queryFn: ({ signal }) => http.get<MailSettings>(PATH, { signal }),
  });

/** Whether e-mail can be sent is also part of what the installation says of itself. */
function useMailAction<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all(
        [queryKeys.mail, queryKeys.meta].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

export const useSaveMail = () =>
  useMailAction((server: MailServerWrite) => http.put<MailSettings>(PATH, server));

export const useForgetMail = () => useMailAction(() => http.delete(PATH));

export const useTestMail = () =>
  useMailAction((to: string) => http.post<MailTest>(`${PATH}/test`, { to }));
