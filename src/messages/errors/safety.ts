/** Texts of the codes of accounts, logging in and locking. */
import type { ErrorTexts } from './model.ts';

export const safetyErrors = {
  E_LOCKED: {
    en: { message: 'This desk is locked.', remedy: 'Unlock it to go on. Unsaved text is kept.' },
    ru: { message: 'Рабочее место закрыто на замок.', remedy: 'Откройте его, чтобы продолжить. Текст сохранён.' },
    kk: { message: 'Жұмыс орны құлыпталған.', remedy: 'Жалғастыру үшін құлыпты ашыңыз. Мәтін сақталды.' },
  },
  E_LOGIN_WRONG: {
    en: {
      message: 'The name, the passphrase or the code is not right.',
      remedy:
        'Type all three again; wait for a new code. If codes fail each time, compare the clocks of phone and computer.',
    },
    ru: {
      message: 'Имя, парольная фраза или код не подходят.',
      remedy:
        'Введите всё заново и дождитесь нового кода. Если коды не подходят раз за разом, сверьте часы телефона и компьютера.',
    },
    kk: {
      message: 'Аты, құпия сөйлем немесе код сәйкес емес.',
      remedy:
        'Үшеуін қайта теріп, жаңа кодты күтіңіз. Код қайта-қайта өтпесе, телефон мен компьютер сағатын салыстырыңыз.',
    },
  },
  E_UNLOCK_WRONG: {
    en: {
      message: 'The passphrase is not right.',
      remedy: 'Type it again. A manager can invite you anew if it is lost.',
    },
    ru: {
      message: 'Парольная фраза не подходит.',
      remedy: 'Введите её ещё раз. Если она утеряна, управляющий пригласит вас заново.',
    },
    kk: {
      message: 'Құпия сөйлем сәйкес емес.',
      remedy: 'Қайта теріңіз. Жоғалған болса, басқарушы сізді қайта шақырады.',
    },
  },
  E_PASSPHRASE_NEEDED: {
    en: {
      message: 'This link is older than two minutes, and the account has a passphrase.',
      remedy: 'Type the passphrase too, or make a new link: kua user link NAME.',
    },
    ru: {
      message: 'Ссылке больше двух минут, а у учётной записи есть парольная фраза.',
      remedy: 'Введите и фразу или сделайте новую ссылку: kua user link ИМЯ.',
    },
    kk: {
      message: 'Сілтемеге екі минуттан асты, ал тіркелгінің құпия сөйлемі бар.',
      remedy: 'Құпия сөйлемді де теріңіз немесе жаңа сілтеме жасаңыз: kua user link АТЫ.',
    },
  },
  E_PASSPHRASE_WEAK: {
    en: {
      message: 'This passphrase is too easy to guess.',
      remedy: 'Take at least {$least} characters, not your own name; five words that do not belong together are good.',
    },
    ru: {
      message: 'Эту парольную фразу слишком легко угадать.',
      remedy: 'Возьмите не меньше {$least} знаков, не своё имя; хороши пять слов, не связанных между собой.',
    },
    kk: {
      message: 'Бұл құпия сөйлемді табу тым оңай.',
      remedy: 'Кемінде {$least} таңба алыңыз, өз атыңыз болмасын; бір-бірімен байланыссыз бес сөз жақсы.',
    },
  },
  E_PASSPHRASE_FIRST: {
    en: { message: 'The account has no passphrase yet.', remedy: 'Choose a passphrase first, then set up the codes.' },
    ru: {
      message: 'У учётной записи ещё нет парольной фразы.',
      remedy: 'Сначала выберите фразу, затем настройте коды.',
    },
    kk: {
      message: 'Тіркелгіде әлі құпия сөйлем жоқ.',
      remedy: 'Алдымен құпия сөйлем таңдаңыз, содан кейін кодтарды баптаңыз.',
    },
  },
  E_INVITATION: {
    en: {
      message: 'This invitation is not valid: it was used, replaced, or is older than a day.',
      remedy: 'Ask the manager who invited you for a new one.',
    },
    ru: {
      message: 'Приглашение недействительно: использовано, заменено или ему больше суток.',
      remedy: 'Попросите новое у управляющего, который вас пригласил.',
    },
    kk: {
      message: 'Шақыру жарамсыз: пайдаланылған, алмастырылған немесе бір тәуліктен ескі.',
      remedy: 'Сізді шақырған басқарушыдан жаңасын сұраңыз.',
    },
  },
  E_CODE: {
    en: { message: 'The code is not right.', remedy: 'Wait until the app shows the next code and type that.' },
    ru: { message: 'Код не подходит.', remedy: 'Дождитесь следующего кода в приложении и введите его.' },
    kk: { message: 'Код сәйкес емес.', remedy: 'Қолданбада келесі код шыққанша күтіп, соны теріңіз.' },
  },
  E_CODE_CLOCK: {
    en: {
      message: 'The code is that of another time: the clocks of phone and computer are {$minutes} minutes apart.',
      remedy: 'Set the clock that is wrong, then type a new code.',
    },
    ru: {
      message: 'Код от другого времени: часы телефона и компьютера расходятся на {$minutes} мин.',
      remedy: 'Поправьте неверные часы и введите новый код.',
    },
    kk: {
      message: 'Код басқа уақыттікі: телефон мен компьютер сағаты {$minutes} минутқа алшақ.',
      remedy: 'Қате сағатты түзетіп, жаңа код теріңіз.',
    },
  },
} satisfies ErrorTexts;
