/** Words of a text without what does not matter: case, accents, punctuation. */
import { withoutReferences } from '../reference.ts'

/** The longest German words of any use are shorter; what goes on is no word, and would take long to cut into its parts. */
const longestWord = 60

/** Lower case, no accents, `ß` as `ss`; digits and letters apart, so that `24h` is `24 h` and `NIS2` is `nis 2`. */
export function toWords(text: string): readonly string[] {
  const small = text.toLowerCase()
  const plain = isAscii(small) ? small : withoutAccents(small)
  const words = plain.replace(/['´`]s\b/g, '').match(/\p{L}+|\p{N}+/gu) ?? []
  return words.map((word) => word.slice(0, longestWord))
}

function withoutAccents(text: string): string {
  return text
    .replaceAll('ß', 'ss')
    .replaceAll('’', "'")
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
}

function isAscii(text: string): boolean {
  return !/[^ -~\s]/.test(text)
}

const glue = {
  en: 'a an the of to in on at by is are be been being was were it its this that these those and or as with from for into our we us my your you i he she they them their his her do does did have has had having if then than so also just any some there here about can could will would shall should may might must me am im re ve ll s t please tell know explain hey hi hello thanks really actually just gonna wanna gotta lol btw think say want need like get got let kind sort thing stuff',
  de: 'der die das den dem des ein eine einen einem einer eines und oder aber als mit von vom zu zum zur im in an am auf bei fur ist sind sein war waren wird werden wurde wurden es er sie wir ihr ich du uns euch mich mein meine meinen meiner unser unsere unseren unserem unserer euer ihre ihren ihrem ihrer dieser diese dieses diesen diesem sich auch nur noch denn doch mal so wenn dann dass ob habe haben hat hatte hatten muss mussen kann konnen soll sollen darf durfen will wollen man da hier dort eigentlich bitte sag sage sagen sagt erklar erklaren wissen weiss weisst kannst konnt konnen konnten konnte wurde mal echt wirklich halt eben ja na ne nen n hallo danke hey gibt gibts irgendwie irgendwas denken glaube kurz gern gerne brauchen brauche braucht',
} as const

/** Words that say nothing of what is asked. `not`, `when`, `who` and their like stay. */
export const glueWords: Readonly<Record<'en' | 'de', ReadonlySet<string>>> = {
  en: new Set(glue.en.split(' ')),
  de: new Set(glue.de.split(' ')),
}

const german =
  /^(?:was|wer|wie|wann|welche[rsnm]?|warum|nicht|kein[e]?|mit|fur|bei|der|die|das|und|oder|ist|sind|wir|uns|unser[en]?|muss|kann|darf|ein[e]?|nach|ab|vom|zum|zur|auf|wenn|ich)$/
const english =
  /^(?:what|who|how|when|which|why|not|no|with|for|the|and|or|is|are|we|us|our|must|can|may|a|an|after|from|to|on|if|does|do|i|of)$/

/** Endings that English words do not have; they decide in key words (`Abschlussbericht Frist`), where no small word does. */
const germanEnding =
  /(?:ung|ungen|heit|keit|schaft|pflicht|pflichten|frist|fristen|bericht|stelle|stellen|steller|handler|fuhrer|vorfall|produkte?|behorde|zeitraum|gerate?|bussgeld|strafe|gesetz|recht)$/

const germanReference = /^(?:artikel[ns]?|anhangs?|absatz|buchstabe|erwagungsgrund)$/

/** The language that a text is most likely written in; English where nothing speaks for either. */
export function guessTongue(text: string): 'en' | 'de' {
  // The point (a) of a provision is no English word.
  const score = toWords(withoutReferences(text)).reduce(
    (sum, word) => sum + (german.test(word) ? 1 : 0) - (english.test(word) ? 1 : 0),
    0,
  )
  if (score !== 0) return score > 0 ? 'de' : 'en'
  const isGerman = (word: string): boolean => germanEnding.test(word) || germanReference.test(word)
  return /[äöüß]/i.test(text) || toWords(text).some(isGerman) ? 'de' : 'en'
}
