/** Texts of the codes of signals: triage, files dropped, the public form. */
import type { ErrorTexts } from './model.ts';

export const signalErrors = {
  E_TRIAGE_STATE: {
    en: {
      message: 'Somebody was faster: the signal is now "{$state}" ({$by}). Nothing of yours was written.',
      remedy: 'Look at the signal as it is now, and decide again if it is still needed.',
    },
    ru: {
      message: 'Кто-то успел раньше: сигнал теперь «{$state}» ({$by}). Ваше решение не записано.',
      remedy: 'Посмотрите, каков сигнал сейчас, и решите снова, если это ещё нужно.',
    },
    kk: {
      message: 'Басқа адам озып кетті: дабыл қазір «{$state}» күйінде ({$by}). Сіздің шешіміңіз жазылған жоқ.',
      remedy: 'Дабылдың қазіргі күйін қараңыз да, әлі керек болса, қайта шешіңіз.',
    },
  },
  E_TRIAGE_MOVE: {
    en: {
      message: 'A signal that is "{$from}" does not take the action "{$action}".',
      remedy: 'Reopen it first, or choose another action.',
    },
    ru: {
      message: 'К сигналу в состоянии «{$from}» действие «{$action}» не применимо.',
      remedy: 'Сначала верните его к разбору или выберите другое действие.',
    },
    kk: {
      message: '«{$from}» күйіндегі дабылға «{$action}» әрекеті қолданылмайды.',
      remedy: 'Алдымен дабылды қайта ашыңыз немесе басқа әрекетті таңдаңыз.',
    },
  },
  E_TRIAGE_INPUT: {
    en: {
      message: 'The action "{$action}" does not take "{$field}" as it was given.',
      remedy: 'Leave it out, or name another record than the signal itself.',
    },
    ru: {
      message: 'Действие «{$action}» не принимает «{$field}» в таком виде.',
      remedy: 'Уберите его или укажите другую запись, а не сам сигнал.',
    },
    kk: {
      message: '«{$action}» әрекеті «{$field}» мәнін бұл түрде қабылдамайды.',
      remedy: 'Оны алып тастаңыз немесе дабылдың өзінен басқа жазбаны көрсетіңіз.',
    },
  },
  E_TRIAGE_LATER: {
    en: {
      message: 'A signal cannot come back on {$until}: that is not after the reading date.',
      remedy: 'Give a later date.',
    },
    ru: {
      message: 'Сигнал не может вернуться {$until}: это не позже даты чтения.',
      remedy: 'Укажите более позднюю дату.',
    },
    kk: {
      message: 'Дабыл {$until} күні қайта келе алмайды: ол оқу күнінен кейін емес.',
      remedy: 'Кейінірек күнді көрсетіңіз.',
    },
  },
  E_DROP_SIZE: {
    en: {
      message: 'The file is larger than {$max} bytes. Nothing of it was kept.',
      remedy: 'Add it on the computer of the node: kua evidence add FILE.',
    },
    ru: {
      message: 'Файл больше {$max} байт. Ничего из него не сохранено.',
      remedy: 'Добавьте его на компьютере узла: kua evidence add FILE.',
    },
    kk: {
      message: 'Файл {$max} байттан үлкен. Одан ештеңе сақталған жоқ.',
      remedy: 'Оны торап тұрған компьютерде қосыңыз: kua evidence add FILE.',
    },
  },
  E_DROP_EMPTY: {
    en: {
      message: 'No bytes of a file arrived.',
      remedy: 'Choose the file again; a folder cannot be sent.',
    },
    ru: {
      message: 'Не пришло ни одного байта файла.',
      remedy: 'Выберите файл заново; папку отправить нельзя.',
    },
    kk: {
      message: 'Файлдың бірде-бір байты келген жоқ.',
      remedy: 'Файлды қайта таңдаңыз; қалтаны жіберуге болмайды.',
    },
  },
} satisfies ErrorTexts;
