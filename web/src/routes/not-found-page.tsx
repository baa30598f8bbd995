import { Button, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { MagpieMark } from '../components/magpie-mark.tsx';

export function NotFoundPage() {
  useDocumentTitle('Not found · Magpie');
  return (
    <Stack align="center" justify="center" h="100%" gap="sm" p="lg" ta="center">
      <MagpieMark size={64} />
      <Title order={1} size="h2">
        Nothing shiny here
      </Title>
      <Text c="dimmed">There is no page at this address.</Text>
      <Button mt="sm" renderRoot={(props) => <Link {...props} to="/" search={{}} />}>
        To the library
      </Button>
    </Stack>
  );
}
