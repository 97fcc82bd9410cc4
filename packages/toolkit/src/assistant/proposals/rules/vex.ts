/** A VEX status from evidence. A wrong `not_affected` is the worst that can happen here: whatever is in doubt is not proposed. */
import type { Drafted, VexRequest } from '../model.ts'
import { denies, isDoubtful, isTalk, quoteAll, sentencesOf, toPlain } from '../reading.ts'
import { abstain } from './abstain.ts'
import { type Carried, findCarried } from './vex-claims.ts'
import { type Claim, hasWord, isAboutFlaw, readVexFacts, type VexFacts } from './vex-facts.ts'

export function draftVex(request: VexRequest): Drafted {
  const facts = readVexFacts(request)
  const exposed = findExposure(facts, request)
  const carried = findCarried(facts, request.language)
  const doubtful = request.evidence.filter(({ text }) => isDoubtful(text) && !isTalk(text))
  const seen = request.evidence
  if (carried !== undefined && exposed.length > 0) return abstain(request, { reason: 'CONTRADICTION', seen })
  if (doubtful.length > 0 || leavesOpen(request))
    return abstain(request, { reason: 'DOUBT', seen: doubtful.length > 0 ? doubtful : seen, ask })
  if (carried !== undefined) {
    const against = findAgainst(facts, carried, request)
    if (against.length > 0) return abstain(request, { reason: 'CONTRADICTION', seen })
    return draft(request, carried)
  }
  if (exposed.length > 0) return draftAffected(request, exposed)
  return abstain(request, {
    reason: request.evidence.some(({ text }) => isTalk(text)) ? 'DOUBT' : 'MISSING_FACT',
    seen,
    ask,
  })
}

const ask = {
  en: 'What is needed, for this release: an analysis of the calls that names the vulnerable function; or a search of what is shipped; or a build record; or a test of the attack.',
  de: 'Gebraucht wird, zu dieser Version: eine Analyse der Aufrufe, die die verwundbare Funktion nennt; oder eine Suche im ausgelieferten Stand; oder ein Bauprotokoll; oder ein Test des Angriffs.',
}

/** What an analysis of calls and imports cannot see. */
const blind =
  /\b(?:reflection|reflective\w*|dynamic(?:ally)? (?:import\w*|load\w*|dispatch\w*)|plug-?ins?|eval\(\)|reflexion|dynamisch\w*|nachgelad\w*)(?![\p{L}\p{N}])/iu

function leavesOpen({ evidence }: VexRequest): boolean {
  return evidence
    .flatMap(({ text }) => sentencesOf(text))
    .some((sentence) => blind.test(sentence) && !denies(sentence))
}

const reaches =
  /\b(?:is|are|gets?|wird|werden)\b.{0,40}\b(?:called|reached|reachable|invoked|executed|exposed|aufgerufen|erreicht|erreichbar|ausgeführt)\b|\b(?:calls?|reaches|invokes|passes .* to|ruft|übergibt)\b/i
const outside =
  /\b(?:network|internet|remote\w*|attackers?|anyone|user input|uploads?|untrusted|unauthenticated|from outside|peers?|request\w*|incoming|externally|netz\w*|angreifer\w*|jeder|hochgeladen\w*|von außen|unangemeldet\w*|eingehend\w*|anfragen?|fremd\w*)(?![\p{L}\p{N}])/iu
const demonstrated =
  /\b(?:proof of concept|poc|exploit\w*|reproduc\w*|crash(?:es|ed)|works against|succeed\w*|nachgestellt|reproduziert|abgestürzt|stürzt\b.*\bab|gelang|gelingt|erfolgreich)(?![\p{L}\p{N}])/iu

/** Somebody made it happen here, or the vulnerable code is called with what comes from outside. */
function findExposure(facts: VexFacts, { language }: VexRequest): readonly Claim[] {
  return facts.claims.filter(({ text }) => {
    if (
      denies(text) ||
      /\b(?:blocked|rejected|refused|dropped|stopped|prevented|abgewiesen|blockiert|verworfen|verhindert)\b/i.test(
        text,
      )
    )
      return false
    return (
      demonstrated.test(text) ||
      (isAboutFlaw(text, facts, language) && reaches.test(text) && outside.test(text))
    )
  })
}

const present =
  /\b(?:is|are|was|ist|sind|wird|liegt)\b.{0,30}\b(?:present|listed|installed|included|linked|enthalten|vorhanden|installiert|aufgeführt|eingebunden|gefunden|found)\b|\b(?:contains|enthält)\b|\bsteht in\b/i

/** Statements that cannot be true together with the justification. */
function findAgainst(
  facts: VexFacts,
  { justification, claims }: Carried,
  { language }: VexRequest,
): readonly Claim[] {
  const others = facts.claims.filter((one) => !claims.includes(one) && !denies(one.text))
  const isAffirmed = ({ text }: Claim): boolean => isAboutFlaw(text, facts, language)
  switch (justification) {
    case 'component_not_present':
      return others.filter(
        ({ text }) => !/\btest\b|\bTest/.test(text) && (present.test(text) || reaches.test(text)),
      )
    case 'vulnerable_code_not_present':
      return others.filter((one) => isAffirmed(one) && (present.test(one.text) || reaches.test(one.text)))
    case 'vulnerable_code_not_in_execute_path':
      return others.filter(
        ({ text }) =>
          facts.symbols.some((symbol) => hasWord(text, symbol)) &&
          (reaches.test(text) || /\bimport(?:s|ed|iert)\b/i.test(text)),
      )
    case 'vulnerable_code_cannot_be_controlled_by_adversary':
      return others.filter(({ text }) => outside.test(text))
    case 'inline_mitigations_already_exist':
      return others.filter(({ text }) => /\b(?:bypass\w*|umgangen|umgehbar|umgehung)\b/i.test(text))
    default:
      return justification satisfies never
  }
}

function draft(request: VexRequest, { justification, claims }: Carried): Drafted {
  const carrying = new Set(claims.map(({ evidence }) => evidence.id))
  const beside = request.evidence.filter(({ id, origin }) => origin === 'own' && !carrying.has(id))
  const by = request.evidence.filter(({ id }) => carrying.has(id))
  const [component, advisory] = [toPlain(request.component), toPlain(request.advisory.id)]
  const text =
    request.language === 'en'
      ? `Proposed for ${component} and ${advisory}: not_affected, ${justification}. It rests on: ${quoteAll(by)}.${beside.length > 0 ? ` Also given: ${quoteAll(beside)}.` : ''} A person has to confirm it for this release.`
      : `Vorschlag für ${component} und ${advisory}: not_affected, ${justification}. Grundlage: ${quoteAll(by)}.${beside.length > 0 ? ` Außerdem gegeben: ${quoteAll(beside)}.` : ''} Ein Mensch muss es für diese Version bestätigen.`
  return {
    outcome: 'propose',
    value: { kind: 'vex', status: 'not_affected', justification },
    text,
    evidence: by.map(({ id }) => id),
    confidence: claims.length > 1 ? 'high' : 'medium',
    passages: [],
  }
}

function draftAffected(request: VexRequest, claims: readonly Claim[]): Drafted {
  const ids = new Set(claims.map(({ evidence }) => evidence.id))
  const by = request.evidence.filter(({ id }) => ids.has(id))
  const [component, advisory] = [toPlain(request.component), toPlain(request.advisory.id)]
  return {
    outcome: 'propose',
    value: { kind: 'vex', status: 'affected' },
    text:
      request.language === 'en'
        ? `Proposed for ${component} and ${advisory}: affected. It rests on: ${quoteAll(by)}.`
        : `Vorschlag für ${component} und ${advisory}: affected. Grundlage: ${quoteAll(by)}.`,
    evidence: by.map(({ id }) => id),
    confidence: 'medium',
    passages: [],
  }
}
