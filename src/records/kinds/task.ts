/** Task: something a person decided to do. Clocks and reminders are computed and never become tasks. */
import { choice, date, type KindSpec, L, prose, ref, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const STATE = {
  open: L('open', 'открыта', 'ашық'),
  doing: L('in work', 'в работе', 'орындалуда'),
  done: L('done', 'выполнена', 'орындалды'),
  dropped: L('dropped', 'снята', 'алып тасталды'),
};

export const task: KindSpec = {
  kind: 'Task',
  label: L('Task', 'Задача', 'Тапсырма'),
  plural: L('Tasks', 'Задачи', 'Тапсырмалар'),
  date: 'due',
  place: null,
  state: 'state',
  fields: [
    text('title', '1', 'O', L('Title', 'Название', 'Атауы')),
    ref('about', [], '*', 'O', L('About', 'О чём', 'Не туралы')),
    ref('assignee', ['Person'], '?', 'O', L('Assignee', 'Исполнитель', 'Орындаушы'), { widget: 'person_of_node' }),
    date('due', '?', 'O', L('Due', 'Срок', 'Мерзімі')),
    choice('state', STATE, '1', 'O', L('State', 'Состояние', 'Жағдайы'), { group: 'state' }),
    prose('outcome', '?', 'O', L('Outcome', 'Итог', 'Нәтижесі'), { at: ['done'], group: 'state' }),
    ...COMMON_FIELDS,
  ],
};
