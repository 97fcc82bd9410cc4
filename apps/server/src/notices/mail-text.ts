/** What a mail says, in the person's language: one line per event, and where to look. */
import { clip, createTranslator, type Language, noticeTexts, showHidden } from '@occtet/ui'

export interface MailEvent {
  readonly what: string
  /** JSON. */
  readonly vals: string
  readonly href: string
}

const MOST_LINES = 20

export function composeMail(
  events: readonly MailEvent[],
  {
    org,
    publicUrl,
    language,
  }: { readonly org: string; readonly publicUrl: string; readonly language: Language },
): { readonly subject: string; readonly text: string } {
  const say = createTranslator(language, noticeTexts[language])
  const said = events.map((event) => ({
    href: event.href,
    line: sayNotice(event.what, JSON.parse(event.vals) as Values, language),
  }))
  // Twenty times "a flaw is exploited in Gateway" is one line with a count.
  const lines = new Map<string, { href: string; count: number }>()
  for (const { href, line } of said) lines.set(line, { href, count: (lines.get(line)?.count ?? 0) + 1 })
  const rows = [...lines].map(
    ([line, { href, count }]) =>
      `- ${line}${count > 1 ? ` (${say('mail.times', { n: count })})` : ''}\n  ${publicUrl}/o/${org}${href}`,
  )
  const rest = rows.length - MOST_LINES
  const [first = ''] = lines.keys()
  return {
    subject: `[OCCTET] ${lines.size === 1 ? first : say('mail.several', { n: lines.size })}`,
    text: [
      ...rows.slice(0, MOST_LINES),
      ...(rest > 0 ? [say('mail.more', { n: rest })] : []),
      '',
      say('mail.noDetails'),
      `${say('mail.change')} ${publicUrl}/o/${org}/settings/alerts`,
      '',
    ].join('\n'),
  }
}

export type Values = Readonly<Record<string, string | number>>

/** One sentence. Names of products are whatever somebody typed: shown harmless, on one line, cut short. */
export function sayNotice(what: string, values: Values, language: Language): string {
  const say = createTranslator(language, noticeTexts[language])
  const key = (Object.keys(noticeTexts.en) as (keyof typeof noticeTexts.en)[]).find(
    (one) => one === `event.${what}`,
  )
  if (key === undefined) return say('event.other')
  const safe = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : clip(showHidden(value).replaceAll(/\s+/g, ' '), 80),
    ]),
  )
  const stage = typeof values['stage'] === 'string' ? stageWord(values['stage'], language) : ''
  return say(key, { ...safe, stage })
}

function stageWord(stage: string, language: Language): string {
  const say = createTranslator(language, noticeTexts[language])
  const key = (Object.keys(noticeTexts.en) as (keyof typeof noticeTexts.en)[]).find(
    (one) => one === `stage.${stage}`,
  )
  return key === undefined ? stage : say(key)
}
