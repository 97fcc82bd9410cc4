/** An answer on a terminal: the statements with what they rest on, what else was found, and what it is not. */
import type { Answer, FoundPassage, ModelReport, Tongue } from '@occtet/toolkit/assistant'
import { formatRef } from '@occtet/toolkit/cra'
import { fold, plain } from '../layout.ts'

const words: Readonly<Record<Tongue, Readonly<Record<'also' | 'nearest' | 'notice' | 'refused', string>>>> = {
  en: {
    also: 'See also',
    nearest: 'Nearest passages, which may not answer it',
    notice: 'Our own words, not the legal text and not legal advice; only the Official Journal is authentic.',
    refused: 'No answer',
  },
  de: {
    also: 'Siehe auch',
    nearest: 'Die nächsten Stellen, die es vielleicht nicht beantworten',
    notice:
      'Unsere eigenen Worte, weder der Gesetzestext noch Rechtsberatung; verbindlich ist nur das Amtsblatt.',
    refused: 'Keine Antwort',
  },
}

export function formatAnswer(answer: Answer): string {
  const { language, passages } = answer
  const say = words[language]
  const cited = new Set(answer.answer.flatMap(({ citations }) => citations.map(({ id }) => id)))
  const others = passages.filter(({ id }) => !cited.has(id))
  const head =
    answer.status === 'refused'
      ? fold('', `${say.refused}: ${answer.pointer}`, { indent: 0, lines: 10 })
      : answer.answer
          .map(({ text, citations }) => {
            const names = citations.map(({ ref, id }) => (ref === undefined ? id : formatRef(ref, language)))
            return `${fold('', text, { indent: 0, lines: 40 })}${fold('', `[${names.join('; ')}]`, { indent: 2 })}`
          })
          .join('\n')
  const list = others.map((passage) => fold('  ', lineOf(passage, language), { indent: 4 })).join('')
  const title = answer.status === 'refused' ? say.nearest : say.also
  return `${head}\n${list === '' ? '' : `${title}:\n${list}\n`}${fold('', say.notice, { indent: 0 })}`
}

function lineOf({ ref, title }: FoundPassage, language: Tongue): string {
  return plain(ref === undefined ? title : `${formatRef(ref, language)}: ${title}`)
}

/** What a model did with the answer, for standard error. */
export function formatReport({ model, host, outcome, dropped, failure, promptVersion }: ModelReport): string {
  const left =
    dropped.length === 0
      ? ''
      : ` ${dropped.length} of its sentences were left out, because no passage carries them.`
  const said = {
    used: `Worded by ${model} at ${host} (${promptVersion}).${left}`,
    'nothing-left': `${model} at ${host} said nothing that the passages carry: they are the answer.${left}`,
    failed: `${model} was no help: the passages are the answer.`,
  }[outcome]
  return `${plain(said)}${failure === undefined ? '' : ` ${plain(failure.message)}`}\n`
}
