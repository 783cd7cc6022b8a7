import { describe, expect, it } from 'vitest';
import { meta } from '@/testing/server';
import { passwordErrors, serverPasswordErrors } from './password';

describe('passwordErrors', () => {
  it('accepts a new, long password typed twice', () => {
    const next = 'correct horse';
    expect(passwordErrors({ current: 'old', next, again: next })).toEqual({});
  });

  it('says what is wrong at each field', () => {
    expect(passwordErrors({ current: '', next: 'short', again: 'other' }, meta)).toEqual({
      current: 'Type the password you use now.',
      next: 'Use at least 10 characters.',
      again: 'The two new passwords differ.',
    });
  });

  it('asks for as many characters as the server does', () => {
    const next = 'seven77';
    const values = { current: 'old', next, again: next };
    expect(passwordErrors(values, { ...meta, password_min_length: 7 })).toEqual({});
    expect(passwordErrors(values, { ...meta, password_min_length: 8 })).toEqual({
      next: 'Use at least 8 characters.',
    });
  });

  it('refuses the same password again', () => {
    const same = 'correct horse';
    expect(passwordErrors({ current: same, next: same, again: same })).toHaveProperty('next');
  });
});

describe('serverPasswordErrors', () => {
  it("puts the server's words at their fields", () => {
    const problem = {
      title: 'Not changed',
      status: 400,
      code: 'account_refused',
      detail: 'Too common.',
      errors: [
        { field: 'new_password', message: 'Too common.' },
        { field: '', message: 'Else.' },
      ],
    };
    expect(serverPasswordErrors(problem)).toEqual({ next: 'Too common.' });
  });
});
