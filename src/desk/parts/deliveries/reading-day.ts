/** The day that a form begins with: the reading date of the page, else today where the person is. */
import { useState } from 'react';
import { useReading } from '../../app/space.tsx';

function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function useReadingDay(): string {
  const { asOf } = useReading();
  const [opened] = useState(today);
  return asOf === null ? opened : asOf.slice(0, 10);
}
