/**
 * An event as one plain sentence, from its facts alone. `{name}` is a member of the data (`{a.b}` one inside it), the actor,
 * the product or the first subject; `[…]` falls away when a name in it has no value.
 */
import type { Disclosure, EventValue, LedgerEvent } from './model.ts'
import { findEventType } from './types/index.ts'
import { sayDay, sayMoments } from './say-time.ts'
import { type EventLanguage, sayChoice } from './say-words.ts'

const someone = {
  en: { user: 'Somebody (erased)', service: 'A program (erased)', agent: 'An assistant (erased)' },
  de: { user: 'Jemand (gelöscht)', service: 'Ein Programm (gelöscht)', agent: 'Ein Assistent (gelöscht)' },
} as const

const nothing = { en: 'something unnamed', de: 'etwas ohne Namen' } as const

/** `disclosures`: those that are still there. Ends without a full stop. A type that we do not know is named, not guessed at. Plain text: escape it for the page. */
export function sayEvent(
  event: LedgerEvent,
  disclosures: readonly Disclosure[],
  language: EventLanguage,
): string {
  const type = findEventType(event.type)
  const actor = sayActor(event, disclosures, language)
  if (type === undefined) {
    return language === 'en'
      ? `${actor} recorded an event of a kind that this version does not know: ${event.type}`
      : `${actor} hat ein Ereignis festgehalten, dessen Art diese Version nicht kennt: ${event.type}`
  }
  const valueOf = (name: string): string | undefined =>
    name === 'actor' ? actor : sayFact(event, name, language)
  const sentence = type.say[language].replace(/\[([^\]]*)\]/g, (_, part: string) =>
    namesIn(part).every((name) => valueOf(name) !== undefined) ? part : '',
  )
  const said = sentence.replace(/\{([A-Za-z.]+)\}/g, (_, name: string) => valueOf(name) ?? nothing[language])
  // Names of programs are written as they are.
  const isProgram = type.say[language].startsWith('{') && event.actor.kind === 'service'
  return isProgram ? said : said.charAt(0).toUpperCase() + said.slice(1)
}

/** The names that a template asks for. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(/\{([A-Za-z.]+)\}/g)].map(([, name = '']) => name)
}

function sayActor(
  { actor }: LedgerEvent,
  disclosures: readonly Disclosure[],
  language: EventLanguage,
): string {
  const who = disclosures.find(({ name }) => name === 'actor')?.value
  const name = memberOf(who, 'name')
  return typeof name === 'string' && name !== '' ? oneLine(name) : someone[language][actor.kind]
}

function sayFact(event: LedgerEvent, name: string, language: EventLanguage): string | undefined {
  if (name === 'subject') {
    const [first] = event.subject
    return first === undefined ? undefined : oneLine(first.name)
  }
  let value: EventValue | undefined = event.data
  for (const part of name.split('.')) value = memberOf(value, part)
  if (value === undefined && name === 'product') value = event.product
  return value === undefined ? undefined : sayValue(value, language)
}

function sayValue(value: EventValue, language: EventLanguage): string | undefined {
  if (Array.isArray(value)) {
    const words = (value as readonly EventValue[]).map((item) => sayValue(item, language))
    return words.length === 0 || words.includes(undefined) ? undefined : words.join(', ')
  }
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return yesNo[language][value ? 0 : 1]
  if (typeof value !== 'string') return undefined
  if (/^[0-9a-f]{64}$/.test(value)) return `${value.slice(0, 16)}…`
  return sayText(oneLine(value), language)
}

/** `corrective: …` and its like: a fixed word, then what somebody wrote. */
function sayText(text: string, language: EventLanguage): string {
  const [, word, rest] = /^([a-z-]+): (.*)$/.exec(text) ?? []
  const said = word === undefined ? sayChoice(text, language) : `${sayChoice(word, language)}: ${rest}`
  return sayMoments(sayDay(said, language), language)
}

const yesNo = { en: ['yes', 'no'], de: ['ja', 'nein'] } as const

function memberOf(value: EventValue | undefined, name: string): EventValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const members = value as Readonly<Record<string, EventValue>>
  return Object.hasOwn(members, name) ? members[name] : undefined
}

/** Texts come from anywhere: what would break a line or steer a terminal becomes a space. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
