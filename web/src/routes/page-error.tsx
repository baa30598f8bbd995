import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemView } from '../components/problem-view.tsx';

export function PageError({ error, reset }: ErrorComponentProps) {
  return <ProblemView error={error} onRetry={reset} />;
}
