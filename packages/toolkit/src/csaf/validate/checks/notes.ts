/** Notes and references whose title has a special meaning, in English and in recorded translations. */
import { type CsafFlaw, type CsafTest, type Heading, only21 } from '../csaf-test.ts'
import { type Term, translate } from '../facts/translations.ts'
import { children, has, quote, text } from '../node.ts'
import { type CsafView, otherLanguage } from '../view.ts'

export const notes: readonly CsafTest[] = [
  english(['6.1.27.17', 'Reasoning for Withdrawal'], 'csaf_withdrawn', (view) =>
    exactlyOneNote(view, 'Reasoning for Withdrawal', 'description'),
  ),
  english(['6.1.27.18', 'Reasoning for Supersession'], 'csaf_superseded', (view) =>
    exactlyOneNote(view, 'Reasoning for Supersession', 'description'),
  ),
  english(['6.1.27.19', 'Reference to Superseding Document'], 'csaf_superseded', (view) =>
    someReference(view, 'Superseding Document'),
  ),
  translated(
    ['6.2.39.2', 'Language Specific Reasoning for Withdrawal'],
    ['csaf_withdrawn', 'reasoning_for_withdrawal'],
    (view, title) => exactlyOneNote(view, title, 'description'),
  ),
  translated(
    ['6.2.39.3', 'Language Specific Reasoning for Supersession'],
    ['csaf_superseded', 'reasoning_for_supersession'],
    (view, title) => exactlyOneNote(view, title, 'description'),
  ),
  translated(
    ['6.2.39.4', 'Language Specific Superseding Document'],
    ['csaf_superseded', 'superseding_document'],
    someReference,
  ),
  {
    id: '6.2.40',
    title: 'Product Description without Product Reference',
    versions: only21,
    *run(view) {
      const language = otherLanguage(view)
      const title =
        language === undefined ? 'Product Description' : translate('product_description', language)
      if (title === undefined) {
        yield { skipped: `no translation of "Product Description" into ${quote(language ?? '')} is recorded` }
        return
      }
      for (const note of children(view.document, 'notes')) {
        const isDescription =
          text(note, 'category') === 'description' && (text(note, 'title') ?? '').startsWith(title)
        if (isDescription && !has(note, 'group_ids') && !has(note, 'product_ids'))
          yield { path: note.path, message: 'the description does not say which product it is about' }
      }
    },
  },
]

function english([id, title]: Heading, category: string, run: CsafTest['run']): CsafTest {
  return {
    id,
    title,
    versions: only21,
    run: (view) => (view.category === category && otherLanguage(view) === undefined ? run(view) : []),
  }
}

function translated(
  [id, title]: Heading,
  [category, term]: readonly [category: string, term: Term],
  run: (view: CsafView, title: string) => Iterable<CsafFlaw>,
): CsafTest {
  return {
    id,
    title,
    versions: only21,
    *run(view) {
      const language = otherLanguage(view)
      if (view.category !== category || language === undefined) return
      const word = translate(term, language)
      if (word === undefined)
        yield { skipped: `no translation of ${quote(term)} into ${quote(language)} is recorded` }
      else yield* run(view, word)
    },
  }
}

/** Exactly one note has the title, and it is of that category. */
export function* exactlyOneNote(view: CsafView, title: string, category: string): Iterable<CsafFlaw> {
  const found = children(view.document, 'notes').filter((note) => text(note, 'title') === title)
  const [first, second] = found
  if (first === undefined)
    yield { path: `${view.document.path}/notes`, message: `no note has the title ${quote(title)}` }
  else if (second !== undefined)
    yield { path: second.path, message: `a second note has the title ${quote(title)}` }
  else if (text(first, 'category') !== category)
    yield {
      path: `${first.path}/category`,
      message: `the note ${quote(title)} must be of the category ${category}`,
    }
}

function* someReference(view: CsafView, start: string): Iterable<CsafFlaw> {
  const isThere = children(view.document, 'references').some(
    (reference) =>
      (text(reference, 'summary') ?? '').startsWith(start) && text(reference, 'category') === 'external',
  )
  if (!isThere)
    yield {
      path: `${view.document.path}/references`,
      message: `no external reference begins with ${quote(start)}`,
    }
}
