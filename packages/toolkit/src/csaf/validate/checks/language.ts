/** The language of the document and of its source. */
import { both, type CsafFlaw, type CsafTest } from '../csaf-test.ts'
import { findLanguageFault, findPrivateSubtag } from '../facts/language.ts'
import { child, has, type Node, quote, text, type Text, textAt } from '../node.ts'
import type { CsafView } from '../view.ts'

export const language: readonly CsafTest[] = [
  {
    id: '6.1.12',
    title: 'Language',
    versions: both,
    run: eachLanguage((tag) => {
      const fault = findLanguageFault(tag)
      return fault === undefined ? undefined : `${quote(tag)} is no language: ${fault}`
    }),
  },
  {
    id: '6.1.15',
    title: 'Translator',
    versions: both,
    *run({ document }) {
      if (text(child(document, 'publisher'), 'category') !== 'translator') return
      yield* findUnset(document, 'source_lang')
    },
  },
  {
    id: '6.1.28',
    title: 'Translation',
    versions: both,
    *run({ document }) {
      const [lang, source] = [text(document, 'lang'), text(document, 'source_lang')]
      if (lang !== undefined && lang.toLowerCase() === source?.toLowerCase())
        yield { path: `${document.path}/source_lang`, message: `the document is in ${quote(lang)} as well` }
    },
  },
  {
    id: '6.2.12',
    title: 'Missing Document Language',
    versions: both,
    run: ({ document }) => findUnset(document, 'lang'),
  },
  {
    id: '6.2.14',
    title: 'Use of Private Language',
    versions: both,
    run: eachLanguage((tag) => {
      const subtag = findPrivateSubtag(tag)
      return subtag === undefined ? undefined : `${quote(subtag)} is reserved for private use`
    }),
  },
  {
    id: '6.2.15',
    title: 'Use of Default Language',
    versions: both,
    run: eachLanguage((tag) => (tag.toLowerCase() === 'i-default' ? 'i-default says nothing' : undefined)),
  },
]

function languages({ document }: CsafView): readonly Text[] {
  return [...textAt(document, 'lang'), ...textAt(document, 'source_lang')]
}

function eachLanguage(findFault: (tag: string) => string | undefined): CsafTest['run'] {
  return function* (view) {
    for (const { text: tag, path } of languages(view)) {
      const message = findFault(tag)
      if (message !== undefined) yield { path, message }
    }
  }
}

/** 2.1 asks to tell a missing member from an empty one. */
export function* findUnset(document: Node, member: string): Iterable<CsafFlaw> {
  const path = `${document.path}/${member}`
  if (!has(document, member)) yield { path, message: `${member} is missing` }
  else if ((text(document, member) ?? '') === '') yield { path, message: `${member} has no value` }
}
