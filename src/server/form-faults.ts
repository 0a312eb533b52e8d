/** What is wrong with the form of a request, as a failure: of a few phrases that are told in every language. */
import type { z } from 'zod';
import { refuse } from '../base/failures.ts';

/** Phrases: src/messages/input-words.ts says them in the other languages. */
function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith(' received undefined')
        ? 'it is missing'
        : `another type of value is needed: ${issue.expected}`;
    case 'invalid_value':
      return `one of these is needed: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `members that are not known: ${issue.keys.slice(0, 5).join(', ').slice(0, 200)}`;
    case 'too_big':
      return `at most ${String(issue.maximum)}`;
    case 'too_small':
      return issue.origin === 'string' ? 'a text is needed' : `at least ${String(issue.minimum)}`;
    default:
      return 'a value of another form is needed';
  }
}

/** Throws E_TEXT_LONG, E_INPUT: of the first thing that is wrong. */
export function refuseForm(error: z.ZodError): never {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.').slice(0, 100) || 'request';
  if (issue?.code === 'too_big' && issue.origin === 'string')
    return refuse('E_TEXT_LONG', { field: path, max: Number(issue.maximum) });
  return refuse('E_INPUT', { path, reason: issue ? reasonOf(issue) : 'a value of another form is needed' });
}
