/** The day that a form begins with: the reading date of the page, else today where the person is. */
import { useReading } from '../../app/space.tsx';

export function useReadingDay(): string {
  const { asOf } = useReading();
  if (asOf !== null) return asOf.slice(0, 10);
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
