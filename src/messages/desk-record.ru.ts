/** Texts of the desk in Russian: record. */
export const deskRecordRu = {
  'new.heading': 'Новая запись',
  'new.title': 'Новая запись: {$kind}',
  'new.kind': 'Вид записи',
  'new.save': 'Сохранить запись',
  'new.need': 'Заполните поле «{$field}».',
  'new.more': 'Другие поля ({$n :number})',
  'new.forbidden': 'Ваша роль позволяет читать записи, но не создавать их.',
  'source.new': 'Записать новый источник',
  'source.existing': 'Выбрать вместо этого имеющийся источник',
  'source.need': 'Новому источнику нужны вид, заголовок и надёжность.',
};
