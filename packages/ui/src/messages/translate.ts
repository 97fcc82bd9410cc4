/** Fills a message: `{name}` is a value, `{n|one|many}` chooses by number. Figures follow the language, always in UTC. */

export type Language = 'en' | 'de'

export type MessageValues = Readonly<Record<string, string | number>>

export interface Translator<Key extends string> {
  readonly language: Language
  (key: Key, values?: MessageValues): string
}

const locales = { en: 'en-GB', de: 'de-DE' } as const

/** A translator over one catalogue; a value that a message asks for and does not get is our own mistake. */
export function createTranslator<Key extends string>(
  language: Language,
  catalogue: Readonly<Record<Key, string>>,
): Translator<Key> {
  const figures = new Intl.NumberFormat(locales[language])
  const translate = (key: Key, values: MessageValues = {}): string =>
    catalogue[key].replace(placeholder, (...[, name, one, many]: readonly string[]) => {
      const value = name === undefined ? undefined : values[name]
      if (value === undefined) throw new Error(`message ${key} asks for ${name ?? 'a value'}`)
      if (one !== undefined && many !== undefined) return value === 1 ? one : many
      return typeof value === 'number' ? figures.format(value) : value
    })
  return Object.assign(translate, { language })
}

/** Shapes of the placeholders of a message, sorted and unique: both languages must agree on them. */
export function placeholdersOf(message: string): readonly string[] {
  return [...new Set([...message.matchAll(placeholder)].map((match) => match[1] ?? ''))].sort()
}

/** 22 Nov 2026 or 22.11.2026, in UTC; text that is no date comes back as it is. */
export function formatDate(language: Language, rfc3339: string): string {
  const time = Date.parse(rfc3339)
  if (Number.isNaN(time)) return rfc3339
  return language === 'de' ? germanDate(time) : englishDate(time)
}

/** 14:20 UTC, 24 hours. */
export function formatTime(rfc3339: string): string {
  const time = Date.parse(rfc3339)
  return Number.isNaN(time) ? '' : `${new Date(time).toISOString().slice(11, 16)} UTC`
}

/** `Mar 2033` or `03.2033`; text that is no `YYYY-MM` comes back as it is. */
export function formatMonth(language: Language, month: string): string {
  const [, year, number = ''] = /^(\d{4})-(\d{2})$/.exec(month) ?? []
  const name = months[Number(number) - 1]
  if (year === undefined || name === undefined) return month
  return language === 'de' ? `${number}.${year}` : `${name} ${year}`
}

/** A sentence with its days and months (`2027-12-11`, `2033-03`) in the form of the language; ids such as CVE-2026-10 stay. */
export function formatDatesIn(language: Language, text: string): string {
  return text.replace(standingDate, (date) =>
    date.length === 7 ? formatMonth(language, date) : formatDate(language, date),
  )
}

const standingDate = /(?<![\w.:/-])\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w/-]|[.:]\w)/g
const placeholder = /\{([a-z]\w*)(?:\|([^|{}]*)\|([^|{}]*))?\}/gi
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** Written out because Intl spells September differently from one ICU version to the next. */
function englishDate(time: number): string {
  const date = new Date(time)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

function germanDate(time: number): string {
  const date = new Date(time)
  const pad = (n: number): string => String(n).padStart(2, '0')
  return `${pad(date.getUTCDate())}.${pad(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`
}
