/** What a verified event says, as plain data for the page and the command line. */
import {
  type ActorKind,
  type Disclosure,
  type LedgerEvent,
  sayEvent,
  type VerifiedEvent,
} from '../../ledger/index.ts'
import type { RecordContent } from '../model.ts'
import type { Language } from '../words/words.ts'

/** Erased or kept back: from a package nobody can tell. */
const unnamed: Readonly<Record<Language, Readonly<Record<ActorKind, string>>>> = {
  en: {
    user: 'Somebody (not named here)',
    service: 'A program (not named here)',
    agent: 'An assistant (not named here)',
  },
  de: {
    user: 'Jemand (hier nicht genannt)',
    service: 'Ein Programm (hier nicht genannt)',
    agent: 'Ein Assistent (hier nicht genannt)',
  },
}

export function toContent({ event, disclosures }: VerifiedEvent): RecordContent {
  const files = (list: LedgerEvent['subject']) =>
    list.map(({ name, digest }) => ({ name, sha256: digest.sha256 }))
  return {
    id: event.id,
    type: event.type,
    time: event.time,
    actorKind: event.actor.kind,
    ...(event.product === undefined ? {} : { product: event.product }),
    subjects: files(event.subject),
    evidence: files(event.evidence ?? []),
    data: event.data,
    legal: event.legal ?? [],
    prev: event.prev ?? [],
    sentence: { en: say(event, disclosures, 'en'), de: say(event, disclosures, 'de') },
    disclosed: disclosures.map(({ name, value }) => ({ name, value })),
    withheld: event.sd.length - disclosures.length,
  }
}

function say(event: LedgerEvent, disclosures: readonly Disclosure[], language: Language): string {
  const isNamed = disclosures.some(({ name }) => name === 'actor')
  const actor = { name: 'actor', value: { name: unnamed[language][event.actor.kind] }, text: '' }
  return sayEvent(event, isNamed ? disclosures : [...disclosures, actor], language)
}
