/** Texts of the codes of imports: files, profiles, rows, batches. */
import type { ErrorTexts } from './model.ts';

export const intakeErrors = {
  E_EMPTY_FILE: {
    en: {
      message: 'The file holds no data.',
      remedy: 'Check that the right file was chosen and that it was saved completely.',
    },
    ru: { message: 'В файле нет данных.', remedy: 'Проверьте, тот ли файл выбран и сохранён ли он полностью.' },
    kk: { message: 'Файлда дерек жоқ.', remedy: 'Дұрыс файл таңдалғанын және толық сақталғанын тексеріңіз.' },
  },
  E_ENCODING: {
    en: {
      message:
        'The encoding of the file cannot be told for sure: it is not UTF-8, UTF-16 or Russian text in Windows-1251.',
      remedy: 'Save the file as UTF-8 (in a spreadsheet: CSV UTF-8) and import it again.',
    },
    ru: {
      message:
        'Кодировку файла нельзя определить наверняка: это не UTF-8, не UTF-16 и не русский текст в Windows-1251.',
      remedy: 'Сохраните файл в UTF-8 (в таблице: CSV UTF-8) и импортируйте снова.',
    },
    kk: {
      message: 'Файл кодтауын нақты анықтау мүмкін емес: ол UTF-8, UTF-16 не Windows-1251-дегі орыс мәтіні емес.',
      remedy: 'Файлды UTF-8 түрінде сақтап (кестеде: CSV UTF-8), қайта импорттаңыз.',
    },
  },
  E_HEADER_TWICE: {
    en: { message: 'The column name {$column} stands twice in the header.', remedy: 'Give each column its own name.' },
    ru: { message: 'Имя столбца {$column} стоит в заголовке дважды.', remedy: 'Дайте каждому столбцу своё имя.' },
    kk: { message: '{$column} баған атауы тақырып жолында екі рет тұр.', remedy: 'Әр бағанға жеке атау беріңіз.' },
  },
  E_HEADER_EMPTY: {
    en: { message: 'Column {$column} has no name in the header.', remedy: 'Name the column or remove it.' },
    ru: { message: 'У столбца {$column} нет имени в заголовке.', remedy: 'Назовите столбец или удалите его.' },
    kk: {
      message: '{$column}-бағанның тақырып жолында атауы жоқ.',
      remedy: 'Бағанға атау беріңіз немесе оны алып тастаңыз.',
    },
  },
  E_CSV_QUOTE: {
    en: {
      message: 'A quotation mark in line {$row} is broken: a cell does not open or close with it as it should.',
      remedy: 'Put the whole cell in quotation marks and write each mark inside it twice.',
    },
    ru: {
      message: 'В строке {$row} нарушены кавычки: ячейка открыта или закрыта неверно.',
      remedy: 'Заключите всю ячейку в кавычки, а каждую кавычку внутри удвойте.',
    },
    kk: {
      message: '{$row}-жолда тырнақша бұзылған: ұяшық дұрыс ашылмаған не жабылмаған.',
      remedy: 'Ұяшықты түгел тырнақшаға алып, ішіндегі әр тырнақшаны екі рет жазыңыз.',
    },
  },
  E_CSV_RECORD: {
    en: {
      message: 'The record that begins in line {$row} is too long: a quotation mark was probably never closed.',
      remedy: 'Close the quotation mark in that line.',
    },
    ru: {
      message: 'Запись, начатая в строке {$row}, слишком длинная: вероятно, кавычка не закрыта.',
      remedy: 'Закройте кавычку в этой строке.',
    },
    kk: {
      message: '{$row}-жолдан басталған жазба тым ұзын: тырнақша жабылмаған болуы мүмкін.',
      remedy: 'Сол жолдағы тырнақшаны жабыңыз.',
    },
  },
  E_CSV_COLUMNS: {
    en: {
      message: 'Line {$row} has {$found} cells, the header has {$expected}.',
      remedy: 'Add the missing cells or put cells that hold the separator in quotation marks.',
    },
    ru: {
      message: 'В строке {$row} ячеек: {$found}, в заголовке: {$expected}.',
      remedy: 'Добавьте недостающие ячейки или возьмите в кавычки ячейки с разделителем.',
    },
    kk: {
      message: '{$row}-жолда ұяшық саны {$found}, тақырып жолында {$expected}.',
      remedy: 'Жетіспейтін ұяшықтарды қосыңыз немесе ішінде бөлгіші бар ұяшықтарды тырнақшаға алыңыз.',
    },
  },
  E_NUL: {
    en: {
      message: 'A cell of column {$column} holds a zero byte.',
      remedy: 'Remove the zero bytes: the file may be damaged or not be text.',
    },
    ru: {
      message: 'В ячейке столбца {$column} есть нулевой байт.',
      remedy: 'Уберите нулевые байты: файл повреждён или не является текстом.',
    },
    kk: {
      message: '{$column} бағанының ұяшығында нөлдік байт бар.',
      remedy: 'Нөлдік байттарды алып тастаңыз: файл бүлінген немесе мәтін емес.',
    },
  },
  E_JSON: {
    en: {
      message: 'The JSON at row {$row} cannot be read ({$why}).',
      remedy: 'Correct the JSON; each row is an object of its own.',
    },
    ru: {
      message: 'JSON в строке {$row} не читается ({$why}).',
      remedy: 'Исправьте JSON; каждая строка должна быть отдельным объектом.',
    },
    kk: {
      message: '{$row}-жолдағы JSON оқылмайды ({$why}).',
      remedy: 'JSON-ды түзетіңіз; әр жол жеке объект болуы керек.',
    },
  },
  E_PROFILE: {
    en: { message: 'There is no import profile {$profile}.', remedy: 'Choose one of: {$known}.' },
    ru: { message: 'Профиля импорта {$profile} нет.', remedy: 'Выберите один из: {$known}.' },
    kk: { message: '{$profile} деген импорт профилі жоқ.', remedy: 'Мыналардың бірін таңдаңыз: {$known}.' },
  },
  E_PROFILE_NONE: {
    en: {
      message: 'No import profile fits the columns {$columns}.',
      remedy: 'Name a profile, or use csv-generic with columns named as fields.',
    },
    ru: {
      message: 'Ни один профиль импорта не подходит к столбцам {$columns}.',
      remedy: 'Укажите профиль или возьмите csv-generic со столбцами, названными как поля.',
    },
    kk: {
      message: '{$columns} бағандарына сай импорт профилі жоқ.',
      remedy: 'Профильді көрсетіңіз немесе бағандары өріс атауымен аталған csv-generic профилін алыңыз.',
    },
  },
  E_PROFILE_COLUMNS: {
    en: {
      message: 'The profile {$profile} needs columns that the file lacks: {$missing}.',
      remedy: 'Choose another profile or add the columns.',
    },
    ru: {
      message: 'Профилю {$profile} нужны столбцы, которых нет в файле: {$missing}.',
      remedy: 'Выберите другой профиль или добавьте столбцы.',
    },
    kk: {
      message: '{$profile} профиліне файлда жоқ бағандар керек: {$missing}.',
      remedy: 'Басқа профиль таңдаңыз немесе бағандарды қосыңыз.',
    },
  },
  E_PROFILE_FORM: {
    en: {
      message: 'The import profile {$profile} is not well formed at {$where}: {$why}',
      remedy: 'Correct the profile; its form is in docs/formats/import-profile.md.',
    },
    ru: {
      message: 'Профиль импорта {$profile} составлен неверно ({$where}): {$why}',
      remedy: 'Исправьте профиль; его форма описана в docs/formats/import-profile.md.',
    },
    kk: {
      message: '{$profile} импорт профилі дұрыс құрылмаған ({$where}): {$why}',
      remedy: 'Профильді түзетіңіз; үлгісі docs/formats/import-profile.md файлында.',
    },
  },
  E_IMPORT_AUDIENCE: {
    en: {
      message:
        'The field {$field} of {$kind} is for your organisation only and is not written into a shared case space.',
      remedy: 'Remove the column, or enter these values by hand: they then go into your own space.',
    },
    ru: {
      message:
        'Поле {$field} записи {$kind} предназначено только для вашей организации и не пишется в общее пространство дела.',
      remedy: 'Уберите столбец или внесите эти значения вручную: тогда они попадут в ваше собственное пространство.',
    },
    kk: {
      message: '{$kind} жазбасының {$field} өрісі тек ұйымыңызға арналған, ортақ іс кеңістігіне жазылмайды.',
      remedy: 'Бағанды алып тастаңыз немесе бұл мәндерді қолмен енгізіңіз: сонда олар өз кеңістігіңізге түседі.',
    },
  },
  E_ROW_KEY: {
    en: {
      message: 'The row has no key in {$column}.',
      remedy: 'Give the row a number or name of its own in that column.',
    },
    ru: {
      message: 'У строки нет ключа в столбце {$column}.',
      remedy: 'Дайте строке свой номер или имя в этом столбце.',
    },
    kk: {
      message: 'Жолдың {$column} бағанында кілті жоқ.',
      remedy: 'Сол бағанда жолға өз нөмірін немесе атауын беріңіз.',
    },
  },
  E_ROW_TWICE: {
    en: {
      message: 'The row with the key {$key} stands twice in the file; the second was not taken.',
      remedy: 'Keep one of the two rows, or give the second a key of its own.',
    },
    ru: {
      message: 'Строка с ключом {$key} стоит в файле дважды; вторая не взята.',
      remedy: 'Оставьте одну из строк или дайте второй свой ключ.',
    },
    kk: {
      message: '{$key} кілтті жол файлда екі рет тұр; екіншісі алынбады.',
      remedy: 'Екі жолдың бірін қалдырыңыз немесе екіншісіне жеке кілт беріңіз.',
    },
  },
  E_STRICT: {
    en: {
      message: '{$file} was refused as a whole: {$errors} of {$rows} rows are faulty.',
      remedy: 'Correct the rows named in the error file, or import without strict.',
    },
    ru: {
      message: '{$file} отклонён целиком: ошибочных строк {$errors} из {$rows}.',
      remedy: 'Исправьте строки из файла ошибок или импортируйте без строгого режима.',
    },
    kk: {
      message: '{$file} толығымен қабылданбады: {$rows} жолдың {$errors} жолы қате.',
      remedy: 'Қателер файлындағы жолдарды түзетіңіз немесе қатаң режимсіз импорттаңыз.',
    },
  },
  E_COMPANION: {
    en: {
      message: 'The file {$file}, which this import needs, is not beside it.',
      remedy: 'Put {$file} into the same folder.',
    },
    ru: { message: 'Рядом нет файла {$file}, нужного для этого импорта.', remedy: 'Положите {$file} в ту же папку.' },
    kk: { message: 'Бұл импортқа керек {$file} файлы қасында жоқ.', remedy: '{$file} файлын сол қалтаға салыңыз.' },
  },
  E_BATCH: {
    en: {
      message: '{$batch} is not the id of an import.',
      remedy: 'Take the 32 digits that the import printed as batch.',
    },
    ru: {
      message: '{$batch} не является номером импорта.',
      remedy: 'Возьмите 32 знака, которые импорт напечатал как batch.',
    },
    kk: { message: '{$batch} импорт нөмірі емес.', remedy: 'Импорт batch деп басып шығарған 32 таңбаны алыңыз.' },
  },
  E_EXAMPLE_FILE: {
    en: {
      message: 'The example file {$file} cannot be read {$where}',
      remedy: 'Restore the folder examples/january-2022 from the program.',
    },
    ru: {
      message: 'Файл примера {$file} не читается {$where}',
      remedy: 'Восстановите папку examples/january-2022 из программы.',
    },
    kk: {
      message: 'Мысал файлы {$file} оқылмайды {$where}',
      remedy: 'examples/january-2022 қалтасын бағдарламадан қалпына келтіріңіз.',
    },
  },
} satisfies ErrorTexts;
