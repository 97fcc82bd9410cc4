/** Moments and days inside a sentence. By hand and not by `Intl`: the same words on every machine. */
import type { EventLanguage } from './say-words.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const moment = /\b(\d{4}-(?:0[1-9]|1[0-2])-\d{2})T(\d{2}:\d{2}):\d{2}(?:\.\d+)?Z(?![\w-])/g

/** Every moment in UTC that stands in the text: `22 Nov 2026, 23:15 UTC`, `22.11.2026, 23:15 UTC`; seconds fall away. */
export function sayMoments(text: string, language: EventLanguage): string {
  return text.replace(moment, (_, day: string, time: string) => `${sayDay(day, language)}, ${time} UTC`)
}

/** `YYYY-MM-DD` as `1 Mar 2028`, `01.03.2028`; anything else as it is. */
export function sayDay(text: string, language: EventLanguage): string {
  const [, year, month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  const name = months[Number(month) - 1]
  if (year === undefined || name === undefined) return text
  return language === 'de' ? `${day}.${month}.${year}` : `${Number(day)} ${name} ${year}`
}
