import { Alert, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { problemOf } from '../api/problem.ts';
import { MagpieMark } from '../components/magpie-mark.tsx';
import classes from './login-page.module.css';

export function LoginPage() {
  useDocumentTitle('Log in · Magpie');
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const login = useMutation({
    mutationFn: () => api.POST('/api/v1/auth/login', { body: { password } }),
    onSuccess: () => queries.resetQueries(),
  });
  const problem = login.isError ? problemOf(login.error) : null;
  return (
    <main className={classes.page}>
      <form
        className={classes.card}
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate();
        }}
      >
        <Stack gap="md">
          <Stack gap={4} align="center" mb={4}>
            <MagpieMark size={56} />
            <Title order={1} size="h2">
              Magpie
            </Title>
            <Text c="dimmed">This library is locked with a password.</Text>
          </Stack>
          <PasswordInput
            label="Password"
            size="md"
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={problem?.code === 'wrong-password' ? problem.title : undefined}
          />
          {problem && problem.code !== 'wrong-password' && (
            <Alert color="orange" title={problem.title} role="alert">
              {problem.next}
            </Alert>
          )}
          <Button type="submit" size="md" loading={login.isPending} disabled={password === ''}>
            Log in
          </Button>
        </Stack>
      </form>
    </main>
  );
}
