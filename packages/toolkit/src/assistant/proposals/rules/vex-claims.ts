/** What evidence has to state for each justification; silence never counts, and one sentence too few is one too few. */
import type { VexJustification } from '../../../model/index.ts'
import type { VexRequest } from '../model.ts'
import { denies } from '../reading.ts'
import { type Claim, hasWord, isAboutFlaw, type VexFacts } from './vex-facts.ts'

export interface Carried {
  readonly justification: VexJustification
  readonly claims: readonly Claim[]
}

type Language = VexRequest['language']
type Rule = (facts: VexFacts, language: Language) => readonly Claim[]

const shipped =
  /\b(?:shipped|released?|delivered|production|distributed|firmware|image|bundle|binary|artefact|artifact|ausgeliefert\w*|auslieferung\w*|produktiv\w*|abbild\w*|binärdatei\w*|releases?|artefakt\w*)\b|\w+(?:abbild|bundle|release|binary)\b/i
/** What takes part of a statement back, or makes it depend on something. */
const unless =
  /\b(?:if|when|once|would|could|should|may|might|can be|wenn|falls|sofern|könnte|würde|sollte|kann|except|unless|however|but|partly|mostly|some|usually|außer|jedoch|aber|teilweise|meist|manche|einige)\b/i

/** In the order in which they are tried: the strongest statement first. */
const rules: readonly (readonly [VexJustification, Rule])[] = [
  ['component_not_present', absentComponent],
  ['vulnerable_code_not_present', absentCode],
  ['vulnerable_code_not_in_execute_path', unreachedCode],
  ['vulnerable_code_cannot_be_controlled_by_adversary', controlledInput],
  ['inline_mitigations_already_exist', provenMitigation],
]

export function findCarried(facts: VexFacts, language: Language): Carried | undefined {
  for (const [justification, rule] of rules) {
    const claims = rule(facts, language)
    if (claims.length > 0) return { justification, claims }
  }
  return undefined
}

const bill = /\bsbom\b|stückliste|bill of materials/i
const searched =
  /\b(?:file search|searched|search of|search in|file list|scan of|dateisuche|suche im|suche in|durchsucht|dateiliste)\b/i
const notListed =
  /\bnot (?:listed|contained|included|present|in)\b|\bdoes not (?:list|contain|include)\b|\bno entry\b|\bnicht (?:aufgeführt|enthalten|gelistet|verzeichnet|vorhanden)\b|\bkein eintrag\b/i
const notFound =
  /\bno files?\b|\bnot found\b|\bfound (?:nothing|none)\b|\bno (?:match|trace|copy)\b|\bkeine (?:datei|treffer|spur|kopie)\b|\bnicht gefunden\b/i

/** Both: the SBOM of what is shipped does not list it, and a search of what is shipped did not find it. */
function absentComponent({ claims, component }: VexFacts): readonly Claim[] {
  const plain = claims.filter(({ text }) => shipped.test(text) && !isPart(text) && isSubject(text, component))
  const unlisted = plain.find(({ text }) => bill.test(text) && notListed.test(text))
  const unfound = plain.find(({ text }) => searched.test(text) && notFound.test(text))
  return unlisted !== undefined && unfound !== undefined ? [unlisted, unfound] : []
}

/** The sentence is about the component: by its name, or as the package that everything here is about. */
function isSubject(text: string, component: string): boolean {
  const name = /([^/]+?)(?:@[^/]*)?$/.exec(component)?.[1] ?? component
  const isGeneric =
    /\b(?:the|this|das|dieses|die|diese|der|dieser) (?:package|component|library|paket|komponente|bibliothek)(?=\s+(?:is|was|does|has|ist|wird|wurde|fehlt)\b|[.,:]?$)|\bof it\b/i
  return hasWord(text, name) || isGeneric.test(text)
}

function isPart(text: string): boolean {
  return unless.test(text) || /\b(?:only|nur|lediglich)\b/i.test(text)
}

/** Every name that the advisory calls vulnerable has to be spoken for; one of two is not enough. */
function areAllNamed(claims: readonly Claim[], { symbols }: VexFacts): boolean {
  return symbols.every((symbol) => claims.some(({ text }) => hasWord(text, symbol)))
}

const buildTime =
  /\b(?:build|built|compil\w*|linker|linked|preprocessor|macro|cmake|configure|cargo feature|feature|flag|option|symbols?|symbol table|übersetz\w*|kompil\w*|gebaut|bau\w*|schalter|makro|symbol\w*)\b|\w+(?:flag|option|schalter)\b/i
const removed =
  /\b(?:removes?|removed|excludes?|excluded|compiled out|stripped|left out|omit(?:s|ted)?|not (?:compiled|built|linked|in the binary|part of the (?:build|binary))|no symbols?|without|entfernt|ausgeschlossen|weggelassen|ausgelassen|nicht (?:übersetzt|kompiliert|gebaut|gelinkt|mitgebaut|im binär\w*)|kein symbol|ohne)\b/i
const runtime =
  /\b(?:at run ?time|runtime|configuration file|setting|disabled by default|zur laufzeit|einstellung|konfigurationsdatei)\b/i

/** The build of what is shipped leaves the vulnerable code out, and evidence names that code. */
function absentCode(facts: VexFacts, language: Language): readonly Claim[] {
  const carrying = facts.claims
    .filter(({ evidence }) => shipped.test(evidence.text) && buildTime.test(evidence.text))
    .filter(({ text }) => removed.test(text) && !runtime.test(text) && !isPart(text))
    .filter(({ text }) => isAboutFlaw(text, facts, language))
  return areAllNamed(carrying, facts) ? carrying : []
}

const reachedBy =
  /\b(?:call ?graph|call-graph|reachability|static analysis|import(?:s|ed)? (?:analysis|graph)|coverage|trace|control flow|aufruf-?graph\w*|erreichbarkeits\w*|statische analyse|importanalyse|abdeckung)\b/i
const unreached =
  /\b(?:no (?:path|call|caller|callers|import|use|edge)|(?:is|are) (?:never|not) (?:called|reached|reachable|imported|invoked|executed|used)|never (?:called|reached|imported|invoked|executed)|kein(?:en)? (?:pfad|aufruf|aufrufer|import)|(?:wird|werden|ist|sind)? ?(?:nie|nicht|niemals) (?:aufgerufen|erreicht|erreichbar|importiert|ausgeführt|benutzt))\b/i

/** An analysis of the calls names the vulnerable function and says that nothing reaches it. */
function unreachedCode(facts: VexFacts): readonly Claim[] {
  const isNamed = (text: string): boolean => facts.symbols.some((symbol) => hasWord(text, symbol))
  const carrying = facts.claims
    .filter(({ evidence }) => reachedBy.test(evidence.text) && shipped.test(evidence.text))
    .filter(({ text }) => unreached.test(text) && isNamed(text) && !isPart(text))
  return areAllNamed(carrying, facts) ? carrying : []
}

const examined =
  /\b(?:reviews?|reviewed|analys\w*|tests?|tested|audit\w*|measured|code ?review|geprüft|prüfung\w*|untersuch\w*|durchsicht|getestet)\b|\w+(?:prüfung|durchsicht|review|analyse)\b/i
const onlyFrom =
  /\b(?:only|exclusively|solely|ausschließlich|nur|allein|fixed|constant|hard-?coded|fest|konstant)\b/i
const guarded =
  /\b(?:sign(?:ed|ature|atures)|signature-?check\w*|read-?only|compiled in|compile time|hard-?coded|constant|authenticated by us|signier\w*|signatur\w*|schreibgeschützt\w*|nur lesbar|einkompiliert|konstant\w*|fest (?:kodiert|einkompiliert))\b/i

/** An examination says that the input comes from one place only and what keeps others from changing it. */
function controlledInput(facts: VexFacts, language: Language): readonly Claim[] {
  const claim = facts.claims.find(
    ({ evidence, text }) =>
      examined.test(evidence.text) &&
      onlyFrom.test(text) &&
      guarded.test(evidence.text) &&
      !unless.test(text) &&
      (isAboutFlaw(text, facts, language) || sharesTerm(text, facts, language)),
  )
  if (claim === undefined) return []
  const closed = facts.claims.filter(
    (one) =>
      one !== claim && /\b(?:no interface|keine schnittstelle|no input|keine eingabe)\b/i.test(one.text),
  )
  return [claim, ...closed]
}

/** What an input is called is in the advisory's words even where the flaw has a function's name. */
function sharesTerm(text: string, facts: VexFacts, language: Language): boolean {
  return isAboutFlaw(text, { ...facts, symbols: [] }, language)
}

const shield =
  /\b(?:firewall|proxy|waf|filter\w*|rate limit\w*|limit\w*|sandbox\w*|seccomp|apparmor|selinux|gateway rule|input check|validation|validat\w*|blocks?|begrenz\w*|schranke|sandkasten|regel|vorprüfung|prüft|sperrt|blockiert)\b/i
const inForce =
  /\b(?:configured|configuration|enabled|always on|in force|active|cannot be (?:switched|turned) off|shipped|default|konfiguriert|konfiguration|eingeschaltet|aktiv|fest eingebaut|nicht abschaltbar|ausgeliefert)\b/i
const proven =
  /\b(?:blocked|rejected|refused|dropped|stopped|prevented|had no effect|fails|failed|abgewiesen|blockiert|verworfen|gestoppt|verhindert|wirkungslos|scheitert\w*)\b/i
const attack =
  /\b(?:exploit\w*|proof of concept|poc|attacks?|crafted|attack test|penetration test|angriff\w*|exploits|nachweis\w*|präpariert\w*)\b|\bEXAMPLE-\d+-\d+\b|\bCVE-\d+-\d+\b/i
const optional =
  /\b(?:optional\w*|can be (?:switched|turned) off|may be disabled|if enabled|abschaltbar|kann abgeschaltet|wenn eingeschaltet)\b/i

/** A protection that is in force in what is shipped, and a test in which it stopped this attack. */
function provenMitigation(facts: VexFacts, language: Language): readonly Claim[] {
  const plain = facts.claims.filter(({ text }) => !unless.test(text))
  if (facts.claims.some(({ text }) => optional.test(text.replace(/nicht abschaltbar|cannot be/gi, ''))))
    return []
  const set = plain.find(({ text }) => shield.test(text) && inForce.test(text))
  const tested = plain.find(
    ({ text }) =>
      examined.test(text) &&
      proven.test(text) &&
      !denies(text.replace(/no effect/gi, '')) &&
      (attack.test(text) || sharesTerm(text, facts, language)),
  )
  return set !== undefined && tested !== undefined ? [...new Set([set, tested])] : []
}
